/** The part of the drawing for those who run the stack: mail, alarms, logs, secrets, detection, upkeep. */
import type { Picture } from "./picture";
import { asText, counted, inputOf, nameOf, type Resources } from "./resources";

type Operations = Pick<
    Picture,
    | "mail"
    | "mailboxes"
    | "alarms"
    | "contacts"
    | "monitoring"
    | "monitored"
    | "secrets"
    | "detection"
    | "upkeep"
>;

export function operations(stack: Resources): Operations {
    return {
        ...mail(stack),
        ...alarms(stack),
        ...monitoring(stack),
        secrets: secrets(stack),
        detection: detection(stack),
        upkeep: upkeep(stack),
    };
}

/** A line for each type that the stack has. */
const present = (stack: Resources, lines: Readonly<Record<string, string>>): string[] =>
    Object.entries(lines)
        .filter(([type]) => stack.has(type))
        .map(([, line]) => line);

/** The number of resources of a type, if there are any. */
function countOf(stack: Resources, type: string, noun: string): string[] {
    const count = stack.count(type);
    return count > 0 ? [counted(count, noun)] : [];
}

function mail(stack: Resources): Pick<Operations, "mail" | "mailboxes"> {
    // With the endpoint of SES inside the VPC, the mail server of the secret is SES itself.
    const reachesSes = stack
        .of("aws:ec2/vpcEndpoint:VpcEndpoint")
        .some((endpoint) => inputOf(endpoint, "serviceName").endsWith(".email-smtp"));
    const hasOwnServer =
        !reachesSes &&
        stack.of("aws:secretsmanager/secret:Secret").some((secret) => nameOf(secret).endsWith("-mail"));
    const identity = stack.first("aws:sesv2/emailIdentity:EmailIdentity");
    const texts = stack
        .of("aws:route53/record:Record")
        .flatMap(({ inputs }) => (Array.isArray(inputs?.records) ? inputs.records.map(asText) : []));
    const dmarc = texts.map((line) => /^v=DMARC1; p=(\w+)/.exec(line)?.[1]).find(Boolean);
    const mailboxes = {
        glyph: "mailbox",
        color: "outside",
        title: "Mailboxes",
        lines: ["of employees"],
    } as const;
    if (hasOwnServer) {
        const server = { title: "Mail server", lines: ["outside AWS"] };
        return { mail: undefined, mailboxes: { ...mailboxes, ...server } };
    }
    if (!identity) return { mail: undefined, mailboxes: undefined };
    return {
        mailboxes,
        mail: {
            glyph: "mailbox",
            color: "operations",
            title: "SES",
            lines: [
                inputOf(identity, "emailIdentity"),
                [
                    ...(texts.some((line) => line.includes("dkim.amazonses.com")) ? ["DKIM"] : []),
                    ...(texts.some((line) => line.startsWith("v=spf1")) ? ["SPF"] : []),
                ].join(", "),
                ...(dmarc === undefined ? [] : [`DMARC: ${dmarc}`]),
            ].filter(Boolean),
        },
    };
}

function alarms(stack: Resources): Pick<Operations, "alarms" | "contacts"> {
    const addresses = new Set(
        stack
            .of("aws:sns/topicSubscription:TopicSubscription")
            .map((subscription) => inputOf(subscription, "endpoint")),
    );
    return {
        alarms: stack.has("aws:sns/topic:Topic")
            ? {
                  glyph: "bell",
                  color: "operations",
                  title: "SNS",
                  lines: countOf(stack, "aws:sns/topic:Topic", "topic"),
              }
            : undefined,
        contacts:
            addresses.size > 0
                ? {
                      glyph: "people",
                      color: "outside",
                      title: "Contacts",
                      lines: [counted(addresses.size, "address", "addresses")],
                  }
                : undefined,
    };
}

function monitoring(stack: Resources): Pick<Operations, "monitoring" | "monitored"> {
    const groups = stack.of("aws:cloudwatch/logGroup:LogGroup");
    const days = [...new Set(groups.map((group) => inputOf(group, "retentionInDays")))].filter(Boolean);
    const monitored = [
        ...countOf(stack, "aws:cloudwatch/metricAlarm:MetricAlarm", "alarm"),
        ...countOf(stack, "aws:cloudwatch/eventRule:EventRule", "event rule"),
        ...countOf(stack, "aws:cloudwatch/logGroup:LogGroup", "log group"),
        ...countOf(stack, "aws:cloudwatch/logMetricFilter:LogMetricFilter", "metric filter"),
        ...countOf(stack, "aws:cloudwatch/dashboard:Dashboard", "dashboard"),
    ];
    const kept = days.length > 0 ? [`logs kept for ${days.join(" or ")} days`] : [];
    const card = { glyph: "chart", color: "operations", title: "CloudWatch", lines: kept } as const;
    return { monitored, monitoring: monitored.length > 0 ? card : undefined };
}

function secrets(stack: Resources): Picture["secrets"] {
    const lines = [
        ...countOf(stack, "aws:secretsmanager/secret:Secret", "secret"),
        ...countOf(stack, "aws:kms/key:Key", "KMS key"),
        ...countOf(stack, "aws:acm/certificate:Certificate", "ACM certificate"),
    ];
    return lines.length > 0
        ? { glyph: "key", color: "security", title: "Secrets and keys", lines }
        : undefined;
}

function detection(stack: Resources): Picture["detection"] {
    const services = present(stack, {
        "aws:cloudtrail/trail:Trail": "CloudTrail",
        "aws:guardduty/detector:Detector": "GuardDuty",
        "aws:securityhub/account:Account": "Security Hub",
        "aws:cfg/recorder:Recorder": "AWS Config",
        "aws:inspector2/enabler:Enabler": "Inspector",
        "aws:accessanalyzer/analyzer:Analyzer": "Access Analyzer",
        "aws:ec2/flowLog:FlowLog": "VPC flow logs",
    });
    return services.length > 0
        ? { glyph: "radar", color: "security", title: "Detection", lines: [services.join(", ")] }
        : undefined;
}

function upkeep(stack: Resources): Picture["upkeep"] {
    const budget = stack.first("aws:budgets/budget:Budget");
    const lines = [
        ...present(stack, {
            "aws:ssm/maintenanceWindow:MaintenanceWindow": "patch window (SSM)",
            "aws:ssm/document:Document": "Session Manager",
        }),
        ...(budget ? [`budget ${inputOf(budget, "limitAmount")} ${inputOf(budget, "limitUnit")}/month`] : []),
    ];
    return lines.length > 0 ? { glyph: "wrench", color: "operations", title: "Upkeep", lines } : undefined;
}
