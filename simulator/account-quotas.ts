/** Limits of an account: those of one that has been in use for years, and those of the first day. */
import { fault, numberAt, refusal, textAt } from "./checks";
import { Account, ExistingResource, Refusal, Source } from "./resource-type";

interface Quota {
    readonly usual: number;
    readonly firstDay: number;
    readonly source: Source;
}

/** By service and code, as Service Quotas names them. */
export const QUOTAS: Readonly<Record<string, Quota>> = {
    /** vCPUs of running On-Demand Standard instances. */
    "ec2/L-1216C47A": {
        usual: 4096,
        firstDay: 5,
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html",
    },
    /** Elastic addresses. */
    "ec2/L-0263D0A3": {
        usual: 5,
        firstDay: 5,
        source: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
    },
    /** Executions of Lambda functions at the same time. */
    "lambda/L-B99A9384": {
        usual: 1000,
        firstDay: 10,
        source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    },
};

/**
 * A quota that differs from the usual one is a resource of the account, of one region or, without one, of all. A raised one is
 * put over it.
 */
export const QUOTA = "aws:servicequotas/serviceQuota:ServiceQuota";

/** @throws Error if the simulated AWS does not know the quota */
export function quotaOf(account: Account, code: string): number {
    const own = account
        .all(QUOTA)
        .find(({ id, region }) => id === code && (region === "" || region === account.region));
    const value = own?.outputs.value ?? QUOTAS[code]?.usual;
    if (typeof value !== "number") throw new Error(`Add the quota ${code} to simulator/account-quotas.ts`);
    return value;
}

const EIP = "aws:ec2/eip:Eip";
const GROUP = "aws:autoscaling/group:Group";
const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** By size. https://aws.amazon.com/ec2/instance-types/ */
const VCPUS: Readonly<Record<string, number>> = { xlarge: 4, "2xlarge": 8, "4xlarge": 16, "8xlarge": 32 };

const vcpusOf = (type: string | undefined): number => VCPUS[type?.split(".")[1] ?? ""] ?? 2;

/** The vCPUs that a host, or the smallest size of a group, takes. */
function vcpusTaken({ token, inputs }: Pick<ExistingResource, "token" | "inputs">, account: Account): number {
    if (token === INSTANCE) return vcpusOf(textAt(inputs, "instanceType"));
    const template = account.find(textAt(inputs, "launchTemplate.id") ?? "", TEMPLATE);
    return (numberAt(inputs, "minSize") ?? 0) * vcpusOf(template && textAt(template.inputs, "instanceType"));
}

const isHere = (region: string) => (other: ExistingResource) => other.region === region;

export const quotaRefusals: readonly Refusal[] = [
    refusal(
        "ec2-vcpu-quota",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html",
        (inputs, account, { token, region }) => {
            if (token !== GROUP && token !== INSTANCE) return undefined;
            const running = [...account.all(GROUP), ...account.all(INSTANCE)].filter(isHere(region));
            const taken = [...running, { token, inputs }].map((one) => vcpusTaken(one, account));
            const limit = quotaOf(account, "ec2/L-1216C47A");
            return taken.reduce((sum, vcpus) => sum + vcpus, 0) > limit
                ? fault(
                      token === GROUP ? "minSize" : "instanceType",
                      `VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the specified instance type belongs to`,
                  )
                : undefined;
        },
    ),
    refusal(
        "ec2-address-quota",
        "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
        (_, account, { token, region }) =>
            token === EIP &&
            account.all(EIP).filter(isHere(region)).length >= quotaOf(account, "ec2/L-0263D0A3")
                ? fault("domain", "AddressLimitExceeded: The maximum number of addresses has been reached")
                : undefined,
    ),
];
