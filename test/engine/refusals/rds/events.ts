import * as aws from "@pulumi/aws";
import { casesOf } from "../support/table";

const topic = "arn:aws:sns:eu-central-1:123456789012:alerts";

export const cases = [
    ...casesOf(
        aws.rds.EventSubscription,
        () => ({ snsTopic: topic, sourceType: "db-instance", eventCategories: ["failover", "low storage"] }),
        [
            [
                "rds-event-source-type",
                { sourceType: "database", eventCategories: [] },
                "expected sourceType to be one of",
            ],
            [
                "rds-event-category",
                { eventCategories: ["fail-over"] },
                "The event category 'fail-over' does not exist for the source type db-instance",
            ],
            [
                "rds-event-sources-without-type",
                { sourceType: undefined, sourceIds: ["hrms"] },
                "If SourceIds are supplied, SourceType must also be provided",
            ],
        ],
    ),
];
