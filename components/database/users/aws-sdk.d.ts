/**
 * What the users function takes from the AWS SDK, which Lambda's Node runtimes bring with them.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
declare module "@aws-sdk/client-secrets-manager" {
    export class GetSecretValueCommand {
        constructor(input: { SecretId: string });
        readonly input: { SecretId: string };
    }
    export class SecretsManagerClient {
        send(command: GetSecretValueCommand): Promise<{ SecretString?: string }>;
    }
}
