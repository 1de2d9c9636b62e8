/** The short name of a region in ElastiCache's endpoints: `euc1` for eu-central-1, `apse2` for ap-southeast-2. */
export function shortRegion(region: string): string {
    const [area = "", direction = "", number = ""] = region.split("-");
    const letters = /^(north|south)?(east|west|central)?$/
        .exec(direction)
        ?.slice(1)
        .map((word) => (word ?? "").slice(0, 1));
    return `${area}${letters?.join("") ?? direction}${number}`;
}

/** Hosted zones of the RDS endpoints by region, for alias records. https://docs.aws.amazon.com/general/latest/gr/rds-service.html */
const RDS_ZONES: Readonly<Record<string, string>> = {
    "eu-central-1": "Z1RLNUO7B9Q6NB",
    "eu-west-1": "Z29XKXDKYMONMX",
    "us-east-1": "Z2R2ITUGPM61AM",
};
export const rdsZone = (region: string): string => RDS_ZONES[region] ?? "Z00000000RDSOTHER";

/** Hosted zones of the S3 website endpoints by region. https://docs.aws.amazon.com/general/latest/gr/s3.html */
const S3_ZONES: Readonly<Record<string, string>> = {
    "eu-central-1": "Z21DNDUVLTQW6Q",
    "eu-west-1": "Z1BKCTXD74EZPE",
    "us-east-1": "Z3AQBSTGFYJSTF",
};
export const s3Zone = (region: string): string => S3_ZONES[region] ?? "Z00000000S3OTHER0";
