/** A public key in the right format, and how a shell reads your own. */
export const SSH_KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} admin@example.com`;
export const READ_SSH_KEY = '"$(cat ~/.ssh/id_ed25519.pub)"';
