/**
 * Where the prices in `prices.csv` were read. Nobody who wrote the table could open AWS's own pages, which need the Internet. A
 * price without evidence stands there from experience, and every estimate says which of its prices those are.
 */
export const EVIDENCE: Readonly<Record<string, string>> = {
    "pricing-api": "answered by the AWS Pricing API to npx hrms cost --refresh",
    calculator:
        "amounts that calculator.aws computed for eu-central-1 and eu-west-1 in 2026, in https://github.com/FahadMustafa/aws-calc/tree/HEAD/references",
    "calculator-us":
        "the same for us-east-2; used for us-east-1, and for what has one price everywhere (https://github.com/FahadMustafa/aws-calc/tree/HEAD/references)",
    "api-copy":
        "answers of the AWS Pricing API for us-east-1, copied into a public file in September and October 2026",
    libcloud:
        "libcloud/data/pricing.json of Apache Libcloud 3.9.1 (https://pypi.org/project/apache-libcloud/3.9.1/), made from AWS's price list; two sizes or more agree",
    "list-copy":
        "figures of AWS's price list for eu-central-1, copied into public documents in 2025 and 2026",
};
