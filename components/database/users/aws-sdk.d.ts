/**
 * The part of the AWS SDK that the users function uses. Lambda's Node runtimes include the SDK.
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
