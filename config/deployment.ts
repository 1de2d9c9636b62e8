/** What deployments need to know about a stack. One SSM parameter stores it, so that they need no access to Pulumi's state. */
import { z } from "zod";

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
