import * as aws from "@pulumi/aws";
import { casesOf, clash } from "./support/table";

export const cases = [
    ...casesOf(aws.accessanalyzer.Analyzer, () => ({ region: "eu-west-1", analyzerName: "people" }), [
        [
            "access-analyzer-name",
            { region: "eu-west-2", analyzerName: "1st" },
            "Value at 'analyzerName' failed to satisfy constraint",
        ],
        ["access-analyzer-type", { region: "eu-west-2", type: "USERS" }, "got USERS"],
        [
            "access-analyzer-unused-age",
            {
                region: "eu-west-2",
                type: "ACCOUNT_UNUSED_ACCESS",
                configuration: { unusedAccess: { unusedAccessAge: 400 } },
            },
            "range (1 - 365), got 400",
        ],
    ]),
    clash(
        "access-analyzer-taken",
        aws.accessanalyzer.Analyzer,
        () => ({ analyzerName: "same" }),
        "ConflictException: Analyzer same already exists",
        () => ({ type: "ACCOUNT_UNUSED_ACCESS" }),
    ),
    clash(
        "access-analyzer-one-of-type",
        aws.accessanalyzer.Analyzer,
        (name) => ({ region: "eu-west-3", analyzerName: name }),
        "The maximum number of analyzers of type ACCOUNT in eu-west-3 is 1",
    ),
];
