/** Everything that can be asked: one narrow interface for each service, whose client is loaded when it is first asked. */
import { askDns, type DnsAsk } from "./dns";
import type { Connection } from "./connection";
import * as detection from "./detection";
import { askEc2, type Ec2Ask } from "./ec2";
import { askSes, type SesAsk } from "./email";
import { askIam, type IamAsk } from "./iam";
import { askSts, type StsAsk } from "./identity";
import { askMachine, type MachineAsk } from "./machine";
import * as names from "./names";
import { askOwn, type OwnAsk } from "./own";
import { askServiceQuotas, type QuotasAsk } from "./quotas";
import { askRoute53, type Route53Ask } from "./route53";
import * as usage from "./usage";

/** What is asked in one region. */
export interface RegionAsks {
    readonly ec2: Ec2Ask;
    readonly quotas: QuotasAsk;
    readonly lambda: usage.LambdaAsk;
    readonly rds: usage.RdsAsk;
    readonly elastiCache: usage.ElastiCacheAsk;
    readonly loadBalancing: usage.LoadBalancingAsk;
    readonly autoScaling: usage.AutoScalingAsk;
    readonly ses: SesAsk;
    readonly guardDuty: detection.GuardDutyAsk;
    readonly securityHub: detection.SecurityHubAsk;
    readonly config: detection.ConfigAsk;
    readonly analyzer: detection.AnalyzerAsk;
    readonly inspector: detection.InspectorAsk;
    readonly trails: detection.TrailAsk;
    readonly publicAccess: detection.PublicAccessAsk;
    readonly logs: names.LogsAsk;
    readonly kms: names.KmsAsk;
    readonly secrets: names.SecretsAsk;
    readonly ssm: names.SsmAsk;
    readonly backup: names.BackupAsk;
    readonly sns: names.SnsAsk;
}

export interface Asks {
    readonly sts: StsAsk;
    readonly iam: IamAsk;
    readonly route53: Route53Ask;
    readonly dns: DnsAsk;
    readonly machine: MachineAsk;
    readonly own: OwnAsk;
    readonly in: (region: string) => RegionAsks;
}

interface AskOptions {
    readonly region: string;
    readonly stack: string;
    /** Address of the name server to ask. @defaultValue this machine's */
    readonly nameServer?: string;
    /** Told of each call to AWS. */
    readonly onCall?: Connection["onCall"];
}

export function asksOf({ region, stack, nameServer, onCall = () => undefined }: AskOptions): Asks {
    const to = (where: string): Connection => ({ region: where, onCall });
    const regions = new Map<string, RegionAsks>();
    const inRegion = (where: string): RegionAsks => {
        const known = regions.get(where) ?? regionAsks(to(where));
        regions.set(where, known);
        return known;
    };
    return {
        sts: askSts(to(region)),
        iam: askIam(to(region)),
        route53: askRoute53(to(region)),
        dns: askDns(nameServer),
        machine: askMachine(),
        own: askOwn(to, { region, stack, ec2: inRegion(region).ec2 }),
        in: inRegion,
    };
}

const regionAsks = (connection: Connection): RegionAsks => ({
    ec2: askEc2(connection),
    quotas: askServiceQuotas(connection),
    lambda: usage.askLambda(connection),
    rds: usage.askRds(connection),
    elastiCache: usage.askElastiCache(connection),
    loadBalancing: usage.askLoadBalancing(connection),
    autoScaling: usage.askAutoScaling(connection),
    ses: askSes(connection),
    guardDuty: detection.askGuardDuty(connection),
    securityHub: detection.askSecurityHub(connection),
    config: detection.askConfig(connection),
    analyzer: detection.askAnalyzer(connection),
    inspector: detection.askInspector(connection),
    trails: detection.askTrails(connection),
    publicAccess: detection.askPublicAccess(connection),
    logs: names.askLogs(connection),
    kms: names.askKms(connection),
    secrets: names.askSecrets(connection),
    ssm: names.askSsm(connection),
    backup: names.askBackup(connection),
    sns: names.askSns(connection),
});
