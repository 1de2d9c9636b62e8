import { ResourceType } from "../../resource-type";
import { isSet, listAt, refuseOther, refusal, textAt, textsAt } from "../../checks";

const API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html */
const INSTANCE_EVENTS = [
    "availability",
    "backtrack",
    "backup",
    "configuration change",
    "creation",
    "deletion",
    "failover",
    "failure",
    "low storage",
    "maintenance",
    "notification",
    "read replica",
    "recovery",
    "restoration",
    "security",
    "security patching",
];

const eventSubscription: ResourceType = {
    token: "aws:rds/eventSubscription:EventSubscription",
    required: ["snsTopic"],
    replaceOn: ["name", "namePrefix", "region"],
    defaults: { enabled: true },
    refusals: [
        refuseOther("rds-event-source-type", `${API}/API_CreateEventSubscription.html`, "sourceType", [
            "db-instance",
            "db-cluster",
            "db-parameter-group",
            "db-security-group",
            "db-snapshot",
            "db-cluster-snapshot",
            "db-proxy",
            "zero-etl",
            "custom-engine-version",
            "blue-green-deployment",
        ]),
        refusal(
            "rds-event-category",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html",
            (inputs) => {
                const wrong = textsAt(inputs, "eventCategories").find(
                    (category) => !INSTANCE_EVENTS.includes(category),
                );
                return textAt(inputs, "sourceType") === "db-instance" && wrong !== undefined
                    ? {
                          property: "eventCategories",
                          message: `SubscriptionCategoryNotFound: The event category '${wrong}' does not exist for the source type db-instance`,
                      }
                    : undefined;
            },
        ),
        refusal("rds-event-sources-without-type", `${API}/API_CreateEventSubscription.html`, (inputs) =>
            listAt(inputs, "sourceIds").length > 0 && !isSet(inputs, "sourceType")
                ? {
                      property: "sourceType",
                      message:
                          "InvalidParameterCombination: If SourceIds are supplied, SourceType must also be provided",
                  }
                : undefined,
        ),
    ],
    create: ({ inputs, accountId, arn }) => ({
        id: String(inputs.name),
        outputs: { arn: arn("rds", `es:${String(inputs.name)}`), customerAwsId: accountId },
    }),
};

export const types: readonly ResourceType[] = [eventSubscription];
