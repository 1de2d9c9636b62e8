/** Clients of the AWS services that releases use, each in the stack's region and with the credentials of this shell. */
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { KMSClient } from "@aws-sdk/client-kms";
import { RDSClient } from "@aws-sdk/client-rds";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { silenceVersionWarning } from "../../system/aws-sdk";

/** Attempts for one call. A short network outage must not end a deployment. */
const MAX_ATTEMPTS = 8;
const CONNECTION_MS = 10_000;
/** An answer that takes longer is lost. Uploads to S3 have no such limit. */
const ANSWER_MS = 60_000;

export interface Clients {
    readonly autoScaling: AutoScalingClient;
    readonly kms: KMSClient;
    readonly logs: CloudWatchLogsClient;
    readonly rds: RDSClient;
    readonly s3: S3Client;
    readonly ssm: SSMClient;
    readonly sts: STSClient;
}

export function clientsIn(region: string): Clients {
    silenceVersionWarning();
    const common = { region, maxAttempts: MAX_ATTEMPTS };
    const quick = {
        ...common,
        requestHandler: { connectionTimeout: CONNECTION_MS, requestTimeout: ANSWER_MS },
    };
    return {
        autoScaling: new AutoScalingClient(quick),
        kms: new KMSClient(quick),
        logs: new CloudWatchLogsClient(quick),
        rds: new RDSClient(quick),
        s3: new S3Client({ ...common, requestHandler: { connectionTimeout: CONNECTION_MS } }),
        ssm: new SSMClient(quick),
        sts: new STSClient(quick),
    };
}
