/** What the stand-ins of the cloud are told, and what they tell, over the channel between the two processes. */

export interface Instance {
    readonly id: string;
    /** Text that EC2 hands to the machine at its first boot. */
    readonly userData: string;
    /** https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html */
    readonly targetLifecycleState: string;
}

/** Everything that a test may change while the cloud runs. */
export interface CloudState {
    /** By address. */
    readonly instances: Readonly<Record<string, Instance>>;
    /** Addresses of the hosts that the load balancer sends requests to, as long as their health check succeeds. */
    readonly targets: readonly string[];
    /** Endpoints of AWS that answer nothing: `secretsmanager`, `s3`, … */
    readonly down: readonly string[];
    /** Seconds by which AWS's clock is ahead of the hosts'. It refuses signatures of more than five minutes off. */
    readonly clockAhead: number;
}

export interface CloudConfig {
    readonly region: string;
    readonly domain: string;
    readonly staticDomain: string;
    readonly staticBucket: string;
    /** Where the application sends its errors, in Sentry's place. */
    readonly errorsDomain: string;
    readonly healthPath: string;
    /** Headers that the load balancer sets on each answer. */
    readonly headers: Readonly<Record<string, string>>;
    /** PEM files of the certificate that every stand-in shows. */
    readonly certificate: string;
    readonly key: string;
}

export type ToCloud = { readonly configure: CloudConfig } | { readonly state: CloudState };

/** Something that a host did. */
export type CloudEvent =
    /** It completed a lifecycle hook. */
    | { readonly completed: { readonly hook: string; readonly instance: string } }
    /** Its application sent an envelope to Sentry, as text: https://develop.sentry.dev/sdk/data-model/envelopes/ */
    | { readonly reported: string };

export type FromCloud =
    | { readonly happened: CloudEvent }
    | { readonly ready: true }
    /** The state is in force. */
    | { readonly applied: true }
    /** Something that a stand-in could not do; the test should fail. */
    | { readonly failed: string };

/** Where moto listens, inside the cloud's namespace. */
export const MOTO = { host: "127.0.0.1", port: 5000 };
