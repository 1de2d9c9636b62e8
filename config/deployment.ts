/** What deployments need to know about a stack. One SSM parameter stores it, so that they need no access to Pulumi's state. */
import { z } from "zod";

/** What `/opt/hrms/bin/release` can be asked for from elsewhere. */
export const HOST_COMMANDS = [
    ...(["status", "install", "check", "migrations", "migrate", "fixtures", "superuser"] as const),
    ...(["switch", "clean"] as const),
] as const;
export type HostCommand = (typeof HOST_COMMANDS)[number];

/** Where deployments keep their records and their lock, in the releases bucket. Records begin with the year. */
export const DEPLOYMENTS_FOLDER = "deployments/";
export const LOCK_KEY = `${DEPLOYMENTS_FOLDER}lock`;

/** Name of the SSM document that runs that command. */
export const releaseCommand = (stack: string): string => `hrms-${stack}-release`;

/** Name of the SSM parameter. `pulumi up` writes it. */
export const deploymentParameter = (stack: string): string => `/hrms/${stack}/deployment`;

export const DEPLOYMENT_DOCUMENT = z.object({
    /** Names of the Auto Scaling Groups. `worker` is absent if there is none. */
    groups: z.object({ web: z.string(), worker: z.string().optional() }),
    /** Name of the SSM document that runs the host's `release` command. */
    command: z.string(),
    /** Names of the hosts' log groups. `system` gets the progress of commands. */
    logGroups: z.object({ application: z.string(), nginx: z.string(), system: z.string() }),
    releasesBucket: z.string(),
    staticBucket: z.string(),
    /** Identifier of the RDS instance. */
    database: z.string(),
    /** ARN of the KMS key that signs releases. */
    signingKey: z.string(),
    /** Its public key: base64 of the DER SubjectPublicKeyInfo, as hosts get it. */
    publicKey: z.string(),
    /** Names of the alarms to watch. */
    alarms: z.array(z.string()),
});
export type DeploymentDocument = z.infer<typeof DEPLOYMENT_DOCUMENT>;
