/**
 * Calls to AWS that are too few for an SDK of their own. They are signed with the credentials of a client that is there
 * already. Callers decide what a refusal means.
 */
import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";

type Client = Pick<AutoScalingClient, "config">;

/** By the name under which a service is signed: the SDK's variable for another endpoint. */
const ENDPOINTS = {
    inspector2: "AWS_ENDPOINT_URL_INSPECTOR2",
    monitoring: "AWS_ENDPOINT_URL_CLOUDWATCH",
    sns: "AWS_ENDPOINT_URL_SNS",
} as const;

async function signedPost(
    { config }: Client,
    service: keyof typeof ENDPOINTS,
    headers: Readonly<Record<string, string>>,
    body: string,
    path = "/",
): Promise<Response> {
    const region = await config.region();
    const url = new URL(
        path,
        process.env[ENDPOINTS[service]] ?? `https://${service}.${region}.amazonaws.com`,
    );
    const signer = await config.signer();
    const signed = await signer.sign(
        {
            method: "POST",
            protocol: url.protocol,
            hostname: url.hostname,
            path: url.pathname,
            headers: { host: url.host, ...headers },
            body,
        },
        { signingService: service },
    );
    return fetch(url, { method: "POST", headers: signed.headers, body });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html */
export const callCloudWatch = (client: Client, action: string, input: object): Promise<Response> =>
    signedPost(
        client,
        "monitoring",
        {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": `GraniteServiceVersion20100801.${action}`,
        },
        JSON.stringify(input),
    );

/** https://docs.aws.amazon.com/sns/latest/api/welcome.html */
export const callSns = (
    client: Client,
    action: string,
    input: Readonly<Record<string, string>>,
): Promise<Response> =>
    signedPost(
        client,
        "sns",
        { "content-type": "application/x-www-form-urlencoded" },
        new URLSearchParams({ Action: action, Version: "2010-03-31", ...input }).toString(),
    );

/** https://docs.aws.amazon.com/inspector/v2/APIReference/Welcome.html */
export const callInspector = (client: Client, path: string, input?: object): Promise<Response> =>
    signedPost(
        client,
        "inspector2",
        { "content-type": "application/json" },
        input === undefined ? "" : JSON.stringify(input),
        path,
    );
