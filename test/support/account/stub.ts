/**
 * Stands before moto, answers what moto lacks, in AWS's wire formats, and refuses what a test forbids as AWS does. The formats
 * and names are those of botocore's service models (service-2.json of each service).
 */
import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What an account is allowed and has, beyond what moto knows. */
export interface AccountState {
    /** `<service>/<code>` → the account's own value. Without one, the account has the default. */
    quotas: Readonly<Record<string, number>>;
    sending: { sandbox: boolean; enabled: boolean; status: string; allowed: number; sent: number };
    lambdaConcurrency: number;
    databases: { used: number; allowed: number };
    groups: { used: number; allowed: number };
    roles: { used: number; allowed: number } | undefined;
    cacheNodeTypes: readonly string[];
    /** RDS's classes for MySQL, each in every zone of the region. */
    databaseClasses: readonly string[];
    /** The value of Debian's public parameter. */
    debianImage: string | undefined;
    securityHub: boolean;
    inspector: boolean;
    /** Regions that are not enabled. */
    regionsOff: readonly string[];
    backupTypes: Readonly<Record<string, boolean>>;
    analyzers: readonly string[];
    /** E-mail addresses that have not confirmed. */
    unconfirmed: readonly string[];
    /** Operation, or "*" for all, → the code with which it is refused; "denied" is the service's own word for that. */
    refusals: Readonly<Record<string, string>>;
    /** ARN of whoever asks; undefined leaves the answer to moto. */
    identity: string | undefined;
    /** How far AWS's clock is ahead, in milliseconds. */
    clockOffset: number;
}

/** An account that has been in use for years. */
export const USUAL: AccountState = {
    quotas: {},
    sending: { sandbox: false, enabled: true, status: "HEALTHY", allowed: 50_000, sent: 0 },
    lambdaConcurrency: 1000,
    databases: { used: 0, allowed: 40 },
    groups: { used: 0, allowed: 500 },
    roles: undefined,
    cacheNodeTypes: ["cache.m7g.large"],
    databaseClasses: ["db.m7g.large"],
    debianImage: undefined,
    securityHub: false,
    inspector: false,
    regionsOff: [],
    backupTypes: { RDS: true, S3: true, EBS: true },
    analyzers: [],
    unconfirmed: [],
    refusals: {},
    identity: undefined,
    clockOffset: 0,
};

/** AWS's defaults. */
const DEFAULT_QUOTAS: Readonly<Record<string, number>> = {
    "ec2/L-1216C47A": 4096,
    "ec2/L-0263D0A3": 5,
    "vpc/L-F678F1CE": 5,
    "vpc/L-A4707A72": 5,
    "vpc/L-E79EC296": 2500,
    "vpc/L-0EA8095F": 60,
    "vpc/L-FE5A380F": 5,
    "elasticloadbalancing/L-53DA6B97": 50,
    "elasticloadbalancing/L-B22855CB": 3000,
    "elasticache/L-DFE45DF3": 300,
};

/** What AWS is asked. */
interface Question {
    readonly service: string;
    readonly operation: string;
    readonly body: string;
}

type Protocol = "json" | "query" | "ec2" | "rest-json" | "rest-xml";

const DENIED: Readonly<Record<Protocol, string>> = {
    json: "AccessDeniedException",
    query: "AccessDenied",
    ec2: "UnauthorizedOperation",
    "rest-json": "AccessDeniedException",
    "rest-xml": "AccessDenied",
};

export interface Stub {
    readonly endpoint: string;
    state: AccountState;
    /** Service and operation of each call. */
    readonly calls: string[];
    stop(): void;
}

export async function startStub(moto: string): Promise<Stub> {
    const server = createServer((question, answer) => {
        void answerTo(stub, moto, question, answer);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const stub: Stub = {
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        state: USUAL,
        calls: [],
        stop: () => {
            server.closeAllConnections();
            server.close();
        },
    };
    return stub;
}

async function answerTo(
    { state, calls }: Stub,
    moto: string,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { question, protocol } = understood(incoming, body.toString());
    calls.push(`${question.service}.${question.operation}`);
    outgoing.setHeader("date", new Date(Date.now() + state.clockOffset).toUTCString());
    const { service, operation } = question;
    const refusal = state.refusals[operation] ?? state.refusals["*"];
    // Everybody may ask who they are.
    const isFree = refusal === "denied" && service === "sts";
    if (refusal !== undefined && !isFree) {
        const code = refusal === "denied" ? DENIED[protocol] : refusal;
        refuse(outgoing, protocol, code, `User is not authorized to perform: ${service}:${operation}`);
        return;
    }
    const own = ANSWERS[`${question.service}.${question.operation}`]?.(state, question);
    if (own !== undefined) {
        write(outgoing, own.status ?? 200, own.text, protocol, own.error);
        return;
    }
    const headers = { ...incoming.headers };
    delete headers.host;
    const passed = forward(moto + (incoming.url ?? "/"), { method: incoming.method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, {
            ...answer.headers,
            date: outgoing.getHeader("date") as string,
        });
        answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    passed.end(body);
}

/** The paths of the services that speak REST, as far as they are asked. */
const PATHS: readonly (readonly [string, RegExp, string])[] = [
    ["ses", /^GET \/v2\/email\/account/, "GetAccount"],
    ["ses", /^GET \/v2\/email\/identities\//, "GetEmailIdentity"],
    ["ses", /^GET \/v2\/email\/configuration-sets\//, "GetConfigurationSet"],
    ["lambda", /^GET \/2016-08-19\/account-settings/, "GetAccountSettings"],
    ["lambda", /^GET \/2015-03-31\/functions\//, "GetFunctionConfiguration"],
    ["access-analyzer", /^GET \/analyzer/, "ListAnalyzers"],
    ["backup", /^GET \/account-settings/, "DescribeRegionSettings"],
    ["backup", /^GET \/backup-vaults\//, "DescribeBackupVault"],
    ["guardduty", /^GET \/detector/, "ListDetectors"],
    ["securityhub", /^GET \/accounts/, "DescribeHub"],
    ["inspector2", /^POST \/status\/batch\/get/, "BatchGetAccountStatus"],
    ["s3", /^GET \/v20180820\/configuration\/publicAccessBlock/, "GetPublicAccessBlock"],
    ["route53", /^GET \/2013-04-01\/hostedzonesbyname/, "ListHostedZonesByName"],
    ["route53", /^GET \/2013-04-01\/hostedzone\/[^/]+\/rrset/, "ListResourceRecordSets"],
    ["route53", /^GET \/2013-04-01\/hostedzone\//, "GetHostedZone"],
];

function understood(incoming: IncomingMessage, body: string): { question: Question; protocol: Protocol } {
    const [, service = "sts"] =
        /Credential=[^/]+\/\d+\/[\w-]+\/([\w-]+)\//.exec(incoming.headers.authorization ?? "") ?? [];
    const target = incoming.headers["x-amz-target"];
    if (typeof target === "string") {
        return { question: { service, operation: target.split(".").at(-1) ?? "", body }, protocol: "json" };
    }
    const action = new URLSearchParams(body).get("Action");
    if (action !== null) {
        return {
            question: { service, operation: action, body },
            protocol: service === "ec2" ? "ec2" : "query",
        };
    }
    const line = `${incoming.method ?? ""} ${incoming.url ?? ""}`;
    const operation = PATHS.find(([own, path]) => own === service && path.test(line))?.[2] ?? line;
    return {
        question: { service, operation, body },
        protocol: ["route53", "s3"].includes(service) ? "rest-xml" : "rest-json",
    };
}

function refuse(outgoing: ServerResponse, protocol: Protocol, code: string, message: string): void {
    const text = {
        json: JSON.stringify({ __type: code, message }),
        "rest-json": JSON.stringify({ message }),
        query: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
        ec2: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors></Response>`,
        "rest-xml": `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    }[protocol];
    write(outgoing, protocol === "json" ? 400 : 403, text, protocol, code);
}

function write(
    outgoing: ServerResponse,
    status: number,
    text: string,
    protocol: Protocol,
    error?: string,
): void {
    const type = protocol.endsWith("json") ? "application/x-amz-json-1.1" : "text/xml";
    outgoing.writeHead(status, {
        "content-type": type,
        ...(error !== undefined && { "x-amzn-errortype": error }),
    });
    outgoing.end(text);
}

interface Answer {
    readonly status?: number;
    readonly text: string;
    readonly error?: string;
}

const json = (value: unknown): Answer => ({ text: JSON.stringify(value) });

const query = (operation: string, result: string): Answer => ({
    text: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`,
});

const quotaKey = (body: string): string => {
    const { ServiceCode, QuotaCode } = JSON.parse(body) as { ServiceCode: string; QuotaCode: string };
    return `${ServiceCode}/${QuotaCode}`;
};

const quota = (value: number | undefined, body: string): Answer => {
    const [ServiceCode, QuotaCode] = quotaKey(body).split("/");
    const error = "NoSuchResourceException";
    return value === undefined
        ? { status: 400, error, text: JSON.stringify({ __type: error, Message: "The request failed" }) }
        : json({ Quota: { ServiceCode, QuotaCode, Value: value, Adjustable: true, GlobalQuota: false } });
};

/** By service as it is signed, and operation. Undefined leaves the answer to moto. */
const ANSWERS: Readonly<
    Partial<Record<string, (state: AccountState, question: Question) => Answer | undefined>>
> = {
    "servicequotas.GetServiceQuota": ({ quotas }, { body }) => quota(quotas[quotaKey(body)], body),
    "servicequotas.GetAWSDefaultServiceQuota": (_, { body }) => quota(DEFAULT_QUOTAS[quotaKey(body)], body),
    "sts.GetCallerIdentity": ({ identity }) =>
        identity === undefined
            ? undefined
            : query(
                  "GetCallerIdentity",
                  `<Arn>${identity}</Arn><UserId>AIDA</UserId><Account>123456789012</Account>`,
              ),
    "ec2.DescribeRegions": ({ regionsOff }) =>
        regionsOff.length === 0
            ? undefined
            : {
                  text: `<DescribeRegionsResponse><regionInfo>${[...regionsOff, "eu-central-1"]
                      .map(
                          (name) =>
                              `<item><regionName>${name}</regionName><optInStatus>${regionsOff.includes(name) ? "not-opted-in" : "opt-in-not-required"}</optInStatus></item>`,
                      )
                      .join("")}</regionInfo></DescribeRegionsResponse>`,
              },
    // moto cannot enable it.
    "inspector2.BatchGetAccountStatus": ({ inspector }) =>
        json({
            accounts: [
                {
                    accountId: "123456789012",
                    state: {
                        status: inspector ? "ENABLED" : "DISABLED",
                        errorCode: "ALREADY_ENABLED",
                        errorMessage: "",
                    },
                    resourceState: {
                        ec2: {
                            status: inspector ? "ENABLED" : "DISABLED",
                            errorCode: "ALREADY_ENABLED",
                            errorMessage: "",
                        },
                    },
                },
            ],
        }),
    "ses.GetAccount": ({ sending }) =>
        json({
            ProductionAccessEnabled: !sending.sandbox,
            SendingEnabled: sending.enabled,
            EnforcementStatus: sending.status,
            SendQuota: { Max24HourSend: sending.allowed, MaxSendRate: 1, SentLast24Hours: sending.sent },
        }),
    "lambda.GetAccountSettings": ({ lambdaConcurrency }) =>
        json({
            AccountLimit: {
                ConcurrentExecutions: lambdaConcurrency,
                UnreservedConcurrentExecutions: lambdaConcurrency,
            },
            AccountUsage: { FunctionCount: 0, TotalCodeSize: 0 },
        }),
    "rds.DescribeAccountAttributes": ({ databases }) =>
        query(
            "DescribeAccountAttributes",
            `<AccountQuotas><AccountQuota><AccountQuotaName>DBInstances</AccountQuotaName><Used>${databases.used}</Used><Max>${databases.allowed}</Max></AccountQuota></AccountQuotas>`,
        ),
    "autoscaling.DescribeAccountLimits": ({ groups }) =>
        query(
            "DescribeAccountLimits",
            `<MaxNumberOfAutoScalingGroups>${groups.allowed}</MaxNumberOfAutoScalingGroups><NumberOfAutoScalingGroups>${groups.used}</NumberOfAutoScalingGroups>`,
        ),
    "iam.GetAccountSummary": ({ roles }) =>
        roles &&
        query(
            "GetAccountSummary",
            `<SummaryMap><entry><key>Roles</key><value>${roles.used}</value></entry><entry><key>RolesQuota</key><value>${roles.allowed}</value></entry></SummaryMap>`,
        ),
    "elasticache.DescribeReservedCacheNodesOfferings": ({ cacheNodeTypes }, { body }) => {
        const type = new URLSearchParams(body).get("CacheNodeType") ?? "";
        const offering = cacheNodeTypes.includes(type)
            ? `<ReservedCacheNodesOffering><CacheNodeType>${type}</CacheNodeType></ReservedCacheNodesOffering>`
            : "";
        return query(
            "DescribeReservedCacheNodesOfferings",
            `<ReservedCacheNodesOfferings>${offering}</ReservedCacheNodesOfferings>`,
        );
    },
    "rds.DescribeOrderableDBInstanceOptions": ({ databaseClasses }, { body }) => {
        const name = new URLSearchParams(body).get("DBInstanceClass") ?? "";
        const zones = ["a", "b", "c"].map(
            (letter) => `<AvailabilityZone><Name>eu-central-1${letter}</Name></AvailabilityZone>`,
        );
        const option = databaseClasses.includes(name)
            ? `<OrderableDBInstanceOption><Engine>mysql</Engine><DBInstanceClass>${name}</DBInstanceClass><StorageType>gp3</StorageType><AvailabilityZones>${zones.join("")}</AvailabilityZones></OrderableDBInstanceOption>`
            : "";
        return query(
            "DescribeOrderableDBInstanceOptions",
            `<OrderableDBInstanceOptions>${option}</OrderableDBInstanceOptions>`,
        );
    },
    // moto lets nobody make a parameter below /aws.
    "ssm.GetParameters": ({ debianImage }, { body }) => {
        const { Names } = JSON.parse(body) as { Names: readonly string[] };
        const [name = ""] = Names;
        if (!name.startsWith("/aws/service/")) return undefined;
        return debianImage === undefined
            ? json({ Parameters: [], InvalidParameters: Names })
            : json({
                  Parameters: [{ Name: name, Type: "String", Value: debianImage }],
                  InvalidParameters: [],
              });
    },
    // moto refuses in XML, which no client of Security Hub reads.
    "securityhub.DescribeHub": ({ securityHub }) =>
        securityHub
            ? json({ HubArn: "arn:aws:securityhub:eu-central-1:123456789012:hub/default" })
            : {
                  status: 401,
                  error: "InvalidAccessException",
                  text: JSON.stringify({
                      Code: "InvalidAccessException",
                      Message: "Account 123456789012 is not subscribed to AWS Security Hub",
                  }),
              },
    "backup.DescribeRegionSettings": ({ backupTypes }) => json({ ResourceTypeOptInPreference: backupTypes }),
    "access-analyzer.ListAnalyzers": ({ analyzers }) =>
        json({
            analyzers: analyzers.map((name) => ({
                arn: `arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/${name}`,
                name,
                type: "ACCOUNT",
                status: "ACTIVE",
                createdAt: "2026-01-01T00:00:00Z",
            })),
        }),
    "sns.ListSubscriptionsByTopic": ({ unconfirmed }) =>
        query(
            "ListSubscriptionsByTopic",
            `<Subscriptions>${unconfirmed
                .map(
                    (address) =>
                        `<member><SubscriptionArn>PendingConfirmation</SubscriptionArn><Owner>123456789012</Owner><Protocol>email</Protocol><Endpoint>${address}</Endpoint><TopicArn>arn</TopicArn></member>`,
                )
                .join("")}</Subscriptions>`,
        ),
};
