#!/bin/sh
# Makes a small Debian a NAT: sends on what the private subnets send, under its own address.
set -eu

export DEBIAN_FRONTEND=noninteractive
# The security group lets no port 80 out.
find /etc/apt -type f \( -name '*.list' -o -name '*.sources' \) -exec sed -i 's|http://|https://|g' {} +
# The address is attached after the start; until then there is no way to the mirrors.
attempt=0
until apt-get update --error-on=any && apt-get install --yes nftables unattended-upgrades; do
    attempt=$((attempt + 1))
    if [ "$attempt" -ge 60 ]; then
        echo "NAT: the Debian mirrors cannot be reached after 10 minutes; hosts have no way out" >&2
        exit 1
    fi
    sleep 10
done

cat >/etc/sysctl.d/60-nat.conf <<'SYSCTL'
net.ipv4.ip_forward = 1
# Packets leave by the interface that they came by; without this, hosts would be told of a shorter way, which is none.
net.ipv4.conf.*.send_redirects = 0
SYSCTL

cat >/etc/nftables.conf <<'NFTABLES'
#!/usr/sbin/nft -f
flush ruleset
table ip nat {
    chain postrouting {
        type nat hook postrouting priority srcnat; policy accept;
        masquerade
    }
}
NFTABLES

# Nobody logs in here: it keeps itself up to date, and reboots when a new kernel asks for it.
cat >/etc/apt/apt.conf.d/60-nat <<'APT'
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
Unattended-Upgrade::Automatic-Reboot "true";
Unattended-Upgrade::Automatic-Reboot-Time "03:30";
APT

systemctl restart systemd-sysctl
systemctl enable nftables
systemctl restart nftables
echo "NAT: ready"
