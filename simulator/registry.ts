import * as accessanalyzer from "./aws/accessanalyzer";
import * as acm from "./aws/acm";
import * as autoscaling from "./aws/autoscaling";
import * as backup from "./aws/backup";
import * as budgets from "./aws/budgets";
import * as cfg from "./aws/cfg";
import * as cloudfront from "./aws/cloudfront";
import * as cloudtrail from "./aws/cloudtrail";
import * as cloudwatch from "./aws/cloudwatch";
import * as ebs from "./aws/ebs";
import * as ec2 from "./aws/ec2";
import * as elasticache from "./aws/elasticache";
import * as guardduty from "./aws/guardduty";
import * as iam from "./aws/iam";
import * as index from "./aws/index";
import * as inspector2 from "./aws/inspector2";
import * as kms from "./aws/kms";
import * as lambda from "./aws/lambda";
import * as lb from "./aws/lb";
import * as logdelivery from "./aws/logdelivery";
import * as rds from "./aws/rds";
import * as route53 from "./aws/route53";
import * as s3 from "./aws/s3";
import * as secretsmanager from "./aws/secretsmanager";
import * as securityhub from "./aws/securityhub";
import * as sesv2 from "./aws/sesv2";
import * as sns from "./aws/sns";
import * as ssm from "./aws/ssm";
import * as vpc from "./aws/vpc";
import * as wafv2 from "./aws/wafv2";
import * as command from "./command";
import * as random from "./random";
import { DataSource, Refusal, ResourceType } from "./resource-type";
import { tagRefusals } from "./tags";

/** What a file of `simulator/aws/` exports. */
interface Service {
    readonly types?: readonly ResourceType[];
    readonly dataSources?: readonly DataSource[];
}

/** Every service of the simulated AWS: a new file in `aws/` is added here. */
const services: readonly Service[] = [
    index,
    accessanalyzer,
    acm,
    autoscaling,
    backup,
    budgets,
    cfg,
    cloudfront,
    cloudtrail,
    cloudwatch,
    ebs,
    ec2,
    elasticache,
    guardduty,
    iam,
    inspector2,
    kms,
    lambda,
    lb,
    logdelivery,
    rds,
    route53,
    s3,
    secretsmanager,
    securityhub,
    sesv2,
    sns,
    ssm,
    vpc,
    wafv2,
    command,
    random,
];

export const resourceTypes: readonly ResourceType[] = services.flatMap(({ types = [] }) => types);
export const dataSources: readonly DataSource[] = services.flatMap(
    ({ dataSources: sources = [] }) => sources,
);
/** Everything that the simulator refuses. */
export const allRefusals: readonly Refusal[] = [
    ...tagRefusals,
    ...resourceTypes.flatMap(({ refusals = [] }) => refusals),
];

const typeByToken = new Map(resourceTypes.map((type) => [type.token, type]));
const sourceByToken = new Map(dataSources.map((source) => [source.token, source]));

/** @throws Error naming the file to extend when the simulator has no such type */
export function findType(token: string): ResourceType {
    return typeByToken.get(token) ?? unknown("", token);
}

/** @throws Error naming the file to extend when the simulator has no such data source */
export function findDataSource(token: string): DataSource {
    return sourceByToken.get(token) ?? unknown("data source ", token);
}

function unknown(kind: string, token: string): never {
    const [pkg, module = ""] = token.split(":");
    const file = pkg === "aws" ? `aws/${module.split("/")[0]}` : pkg;
    throw new Error(`simulated AWS does not know ${kind}${token}; add it to simulator/${file}.ts`);
}
