/** Messages between a test and the process of the HTTP stand-ins. */
import type { Ran } from "../machine";

export interface Instance {
    readonly id: string;
    /** Name of its Auto Scaling group. */
    readonly group: string;
    /** Text that EC2 passes to the machine at its first boot. */
    readonly userData: string;
    /** https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html */
    readonly targetLifecycleState: string;
}

/** Everything that a test can change while the cloud runs. */
export interface CloudState {
    /** Contents of SSM's command documents, by name. */
    readonly documents: Readonly<Record<string, string>>;
    /** By address. */
    readonly instances: Readonly<Record<string, Instance>>;
    /** Addresses of the hosts behind the load balancer. Only healthy ones get requests. */
    readonly targets: readonly string[];
    /** AWS services that do not answer: `secretsmanager`, `s3`, … */
    readonly down: readonly string[];
    /** Seconds by which AWS's clock is ahead of the hosts'. AWS rejects signatures that are more than five minutes off. */
    readonly clockAhead: number;
}

/** A cloud without instances, in which everything works. */
export const NOTHING: CloudState = { instances: {}, documents: {}, targets: [], down: [], clockAhead: 0 };

/** Seconds, and checks in a row: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export interface HealthCheck {
    readonly interval: number;
    readonly timeout: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
}

export interface CloudConfig {
    readonly region: string;
    readonly domain: string;
    readonly staticDomain: string;
    readonly staticBucket: string;
    /** Host name that stands in for Sentry. */
    readonly errorsDomain: string;
    readonly healthCheck: HealthCheck;
    /** Headers that the load balancer adds to each answer. */
    readonly headers: Readonly<Record<string, string>>;
    /** Path of a socket on which the load balancer and the CDN answer too. */
    readonly door: string;
    /** PEM files of the certificate that every stand-in uses. */
    readonly certificate: string;
    readonly key: string;
}

export type ToCloud =
    | { readonly configure: CloudConfig }
    | { readonly state: CloudState }
    /** How the script of a `run` ended. */
    | { readonly ran: Ran & { readonly request: number } };

/** Something a host did. */
export type CloudEvent =
    /** It completed a lifecycle hook. */
    | { readonly completed: { readonly hook: string; readonly instance: string } }
    /** It told its group how it is: `Unhealthy` asks for another host. */
    | { readonly reportedHealth: { readonly status: string; readonly instance: string } }
    /** It missed the load balancer's checks, so its group terminates it. The address. */
    | { readonly terminated: string }
    /** Its application sent an envelope to Sentry, here as text: https://develop.sentry.dev/sdk/data-model/envelopes/ */
    | { readonly reported: string };

export type FromCloud =
    | { readonly happened: CloudEvent }
    /** Somebody sent a command to an instance. The answer is a `ran` of the same request. */
    | { readonly run: { readonly request: number; readonly instance: string; readonly script: string } }
    | { readonly ready: true }
    /** The new state is in effect. */
    | { readonly applied: true }
    /** A stand-in could not start; the test should fail. */
    | { readonly failed: string };

/** Where moto listens, inside the cloud's namespace. */
export const MOTO = { host: "127.0.0.1", port: 5000 };
