/** What the drawing shows. What the stack does not have is undefined or empty. */
import type { Card } from "./svg";

export const TIERS = ["public", "private", "isolated"] as const;
export type Tier = (typeof TIERS)[number];

export interface Picture {
    readonly title: string;
    readonly subtitle: string;
    readonly account: string;
    readonly vpc: string;
    /** In each tier, one line for each zone: the zone's letter and the subnet's addresses. */
    readonly subnets: Readonly<Record<Tier, readonly string[]>>;
    readonly people: Card;
    readonly names: Card | undefined;
    readonly cdn: Card | undefined;
    readonly firewall: Card | undefined;
    readonly loadBalancer: Card;
    readonly wayOut: Card | undefined;
    readonly hosts: readonly Card[];
    readonly database: Card | undefined;
    readonly caches: readonly Card[];
    readonly storage: Card | undefined;
    readonly buckets: readonly string[];
    /** The mail service, or a mail server outside AWS. */
    readonly mail: Card | undefined;
    readonly mailboxes: Card | undefined;
    readonly alarms: Card | undefined;
    readonly contacts: Card | undefined;
    readonly monitoring: Card | undefined;
    readonly monitored: readonly string[];
    readonly secrets: Card | undefined;
    readonly detection: Card | undefined;
    readonly upkeep: Card | undefined;
    readonly backup: Card | undefined;
    readonly backupCopy: Card | undefined;
    /** Whether the load balancer writes a log of its requests to S3. */
    readonly logsRequests: boolean;
    /** Where backups are taken from. */
    readonly backedUp: { readonly database: boolean; readonly files: boolean };
    /** Ports that each tier admits. */
    readonly ports: Readonly<Record<"toLoadBalancer" | "toHosts" | "toDatabase" | "toCaches", string>>;
}
