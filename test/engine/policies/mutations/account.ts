import { type Mutations, on } from "./mutation";

const PROVIDER = "pulumi:providers:aws aws";

export const account: readonly Mutations[] = [
    on(PROVIDER, {
        "provider: connects to an emulator": {
            set: { endpoints: JSON.stringify([{ s3: "http://localhost:4566" }]) },
            alone: true,
            violates: ["provider-talks-to-aws"],
        },
        "provider: skips the check of its credentials": {
            set: { skipCredentialsValidation: "true" },
            violates: ["provider-talks-to-aws"],
        },
        "provider: trusts every certificate": {
            set: { insecure: "true" },
            alone: true,
            violates: ["provider-talks-to-aws"],
        },
        "provider: another region": {
            set: { region: "us-west-2" },
            alone: true,
            violates: ["region-is-allowed"],
        },
    }),
    on("hrms-hosts-nginx", {
        "region: logs in another region": { set: { region: "us-west-2" }, violates: ["region-is-allowed"] },
    }),
    on("aws:s3/bucket:Bucket hrms-storage-logs", {
        "region: a bucket in China": { set: { region: "cn-north-1" }, violates: ["region-is-allowed"] },
    }),
    on("aws:ec2/launchTemplate:LaunchTemplate hrms-hosts-worker", {
        "hosts: ignore changes of the metadata service": {
            options: { ignoreChanges: ["metadataOptions"] },
            violates: ["security-settings-are-not-ignored"],
        },
    }),
    on("hrms-network-database-from-worker-3306", {
        "firewall: ignores changes of its ingress": {
            options: { ignoreChanges: ["cidrIpv4"] },
            violates: ["security-settings-are-not-ignored"],
        },
    }),
];
