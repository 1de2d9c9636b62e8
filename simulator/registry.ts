import { quotaRefusals } from "./account-quotas";
import * as accessanalyzer from "./aws/accessanalyzer";
import * as acm from "./aws/acm";
import * as autoscaling from "./aws/autoscaling";
import * as backup from "./aws/backup";
import * as budgets from "./aws/budgets";
import * as cfg from "./aws/cfg";
import * as cloudfront from "./aws/cloudfront";
import * as cloudtrail from "./aws/cloudtrail";
import * as alarms from "./aws/cloudwatch/alarms";
import * as events from "./aws/cloudwatch/events";
import * as logs from "./aws/cloudwatch/logs";
import * as ebs from "./aws/ebs";
import * as endpoints from "./aws/ec2/endpoints";
import * as instances from "./aws/ec2/instances";
import * as network from "./aws/ec2/network";
import * as offerings from "./aws/ec2/offerings";
import * as prefixLists from "./aws/ec2/prefix-lists";
import * as routing from "./aws/ec2/routing";
import * as securityGroups from "./aws/ec2/security-groups";
import * as elasticache from "./aws/elasticache";
import * as guardduty from "./aws/guardduty";
import * as iam from "./aws/iam";
import * as index from "./aws/index";
import * as inspector2 from "./aws/inspector2";
import * as kms from "./aws/kms";
import * as lambda from "./aws/lambda";
import * as listeners from "./aws/lb/listeners";
import * as loadBalancers from "./aws/lb/load-balancers";
import * as targetGroups from "./aws/lb/target-groups";
import * as logdelivery from "./aws/logdelivery";
import * as rdsEvents from "./aws/rds/events";
import * as rdsGroups from "./aws/rds/groups";
import * as rdsInstances from "./aws/rds/instances";
import * as rdsOfferings from "./aws/rds/offerings";
import * as rdsProxies from "./aws/rds/proxies";
import * as resourcegroupstaggingapi from "./aws/resourcegroupstaggingapi";
import * as route53 from "./aws/route53";
import * as route53resolver from "./aws/route53resolver";
import * as s3 from "./aws/s3";
import * as secretsmanager from "./aws/secretsmanager";
import * as securityhub from "./aws/securityhub";
import * as servicequotas from "./aws/servicequotas";
import * as sesv2 from "./aws/sesv2";
import * as sns from "./aws/sns";
import * as documents from "./aws/ssm/documents";
import * as parameters from "./aws/ssm/parameters";
import * as patching from "./aws/ssm/patching";
import * as ssmSettings from "./aws/ssm/settings";
import * as wafv2 from "./aws/wafv2";
import * as command from "./command";
import * as random from "./random";
import { DataSource, Refusal, ResourceType } from "./resource-type";
import { tagRefusals } from "./tags";

/** What a file of the simulated AWS exports. */
interface SimulatorFile {
    readonly types?: readonly ResourceType[];
    readonly dataSources?: readonly DataSource[];
    /** Checks that apply to resources of every type. */
    readonly refusals?: readonly Refusal[];
}

/** Every file of the simulated AWS, by its path in this folder. Add new files here. */
export const FILES: Readonly<Record<string, SimulatorFile>> = {
    "account-quotas": { refusals: quotaRefusals },
    "aws/accessanalyzer": accessanalyzer,
    "aws/acm": acm,
    "aws/autoscaling": autoscaling,
    "aws/backup": backup,
    "aws/budgets": budgets,
    "aws/cfg": cfg,
    "aws/cloudfront": cloudfront,
    "aws/cloudtrail": cloudtrail,
    "aws/cloudwatch/alarms": alarms,
    "aws/cloudwatch/events": events,
    "aws/cloudwatch/logs": logs,
    "aws/ebs": ebs,
    "aws/ec2/endpoints": endpoints,
    "aws/ec2/instances": instances,
    "aws/ec2/network": network,
    "aws/ec2/offerings": offerings,
    "aws/ec2/prefix-lists": prefixLists,
    "aws/ec2/routing": routing,
    "aws/ec2/security-groups": securityGroups,
    "aws/elasticache": elasticache,
    "aws/guardduty": guardduty,
    "aws/iam": iam,
    "aws/index": index,
    "aws/inspector2": inspector2,
    "aws/kms": kms,
    "aws/lambda": lambda,
    "aws/lb/listeners": listeners,
    "aws/lb/load-balancers": loadBalancers,
    "aws/lb/target-groups": targetGroups,
    "aws/logdelivery": logdelivery,
    "aws/rds/events": rdsEvents,
    "aws/rds/groups": rdsGroups,
    "aws/rds/instances": rdsInstances,
    "aws/rds/offerings": rdsOfferings,
    "aws/rds/proxies": rdsProxies,
    "aws/resourcegroupstaggingapi": resourcegroupstaggingapi,
    "aws/route53": route53,
    "aws/route53resolver": route53resolver,
    "aws/s3": s3,
    "aws/secretsmanager": secretsmanager,
    "aws/securityhub": securityhub,
    "aws/servicequotas": servicequotas,
    "aws/sesv2": sesv2,
    "aws/sns": sns,
    "aws/ssm/documents": documents,
    "aws/ssm/parameters": parameters,
    "aws/ssm/patching": patching,
    "aws/ssm/settings": ssmSettings,
    "aws/wafv2": wafv2,
    command,
    random,
    tags: { refusals: tagRefusals },
};

const files = Object.values(FILES);

export const resourceTypes: readonly ResourceType[] = files.flatMap(({ types = [] }) => types);
export const dataSources: readonly DataSource[] = files.flatMap(({ dataSources: sources = [] }) => sources);

export const refusalsOf = ({ types = [], refusals = [] }: SimulatorFile): readonly Refusal[] => [
    ...refusals,
    ...types.flatMap((type) => type.refusals ?? []),
];

/** What is checked for resources of every type. */
export const generalRefusals: readonly Refusal[] = files.flatMap(({ refusals = [] }) => refusals);

/** Everything that the simulated AWS rejects. */
export const allRefusals: readonly Refusal[] = files.flatMap(refusalsOf);

const typeByToken = new Map(resourceTypes.map((type) => [type.token, type]));
const sourceByToken = new Map(dataSources.map((source) => [source.token, source]));

/** @throws Error that names the file to extend, if the simulator does not know the type */
export function findType(token: string): ResourceType {
    return typeByToken.get(token) ?? unknown("", token);
}

/** @throws Error that names the file to extend, if the simulator does not know the data source */
export function findDataSource(token: string): DataSource {
    return sourceByToken.get(token) ?? unknown("data source ", token);
}

function unknown(kind: string, token: string): never {
    const [pkg, module = ""] = token.split(":");
    const file = pkg === "aws" ? `aws/${module.split("/")[0]}` : pkg;
    const isFolder = Object.keys(FILES).some((known) => known.startsWith(`${file}/`));
    const place = isFolder ? `a file of simulator/${file}/` : `simulator/${file}.ts`;
    throw new Error(`simulated AWS does not know ${kind}${token}; add it to ${place}`);
}
