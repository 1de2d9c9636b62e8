/** The entry point on Lambda: connects the users function with the AWS SDK, the environment and RDS's certificate authorities. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { instanceAuthorities } from "../../../host/authorities";
import { runUsersFunction, type UsersEvent, type UsersResult } from "./function";

const secretsManager = new SecretsManagerClient();

export const handler = (event: UsersEvent): Promise<UsersResult> =>
    runUsersFunction(event, {
        environment: process.env,
        readSecret: async (arn) => {
            const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: arn }));
            return SecretString;
        },
        // Only RDS's own authorities, and only the region's. NODE_EXTRA_CA_CERTS would add them to all public ones.
        ca: instanceAuthorities(process.env.AWS_REGION ?? "no region"),
        log: (entry) => {
            console.log(entry);
        },
        // The instance gets a new master password shortly after RDS has confirmed it.
        masterLogin: { attempts: 12, waitMs: 5000 },
        // With the logins, less than the function's timeout.
        lockSeconds: 90,
    });
