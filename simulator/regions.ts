/** Commercial regions, and the letters of the zones that an ordinary account sees in each. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const zoneLetters: Readonly<Record<string, string>> = {
    "us-east-1": "abcdef",
    "us-east-2": "abc",
    "us-west-1": "ab",
    "us-west-2": "abcd",
    "af-south-1": "abc",
    "ap-east-1": "abc",
    "ap-east-2": "abc",
    "ap-northeast-1": "acd",
    "ap-northeast-2": "abcd",
    "ap-northeast-3": "abc",
    "ap-south-1": "abc",
    "ap-south-2": "abc",
    "ap-southeast-1": "abc",
    "ap-southeast-2": "abc",
    "ap-southeast-3": "abc",
    "ap-southeast-4": "abc",
    "ap-southeast-5": "abc",
    "ap-southeast-7": "abc",
    "ca-central-1": "abd",
    "ca-west-1": "abc",
    "eu-central-1": "abc",
    "eu-central-2": "abc",
    "eu-north-1": "abc",
    "eu-south-1": "abc",
    "eu-south-2": "abc",
    "eu-west-1": "abc",
    "eu-west-2": "abc",
    "eu-west-3": "abc",
    "il-central-1": "abc",
    "me-central-1": "abc",
    "me-south-1": "abc",
    "mx-central-1": "abc",
    "sa-east-1": "abc",
};

export const isRegion = (name: string): boolean => name in zoneLetters;

/** Names of the availability zones, e.g. `eu-central-1a`. */
export const zonesOf = (region: string): string[] =>
    Array.from(zoneLetters[region] ?? "").map((letter) => region + letter);

/**
 * Whether EC2 and RDS have an instance type in a zone. The oldest zone has none of the types on AWS's Nitro System.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html
 */
export const isOffered = (type: string, zone: string): boolean =>
    zone !== "us-east-1e" || /^(t2|m[1-4]|c[1-4]|r[34])\./.test(type);

/** Zone IDs, e.g. `euc1-az1`. In this account, they are in the order of the letters. */
export function zoneIdsOf(region: string): string[] {
    const [area = "", direction = "", number = ""] = region.split("-");
    const short = direction.replace(
        /^(north|south|east|west|central)(east|west)?$/,
        (_, first: string, second = "") => [first, second].map((word: string) => word.slice(0, 1)).join(""),
    );
    return zonesOf(region).map((_, at) => `${area}${short}${number}-az${at + 1}`);
}
