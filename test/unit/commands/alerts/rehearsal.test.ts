import type { FoundAlarm, Region, Subscription } from "../../../../commands/alerts/aws";
import { hasFault, rehearse, report } from "../../../../commands/alerts/rehearsal";

const CRITICAL = "arn:aws:sns:eu-central-1:123456789012:hrms-alerts-critical-0123456";
const WARNING = "arn:aws:sns:eu-central-1:123456789012:hrms-alerts-warning-0123456";

const ALARMS: readonly FoundAlarm[] = [
    { name: "hrms-prod-rejected-connections", actions: [CRITICAL] },
    { name: "hrms-prod-firewall-blocks", actions: [WARNING] },
];
const CONTACT: Subscription = { protocol: "email", endpoint: "oncall@example.com", isConfirmed: true };

interface Account {
    readonly alarms: readonly FoundAlarm[];
    readonly contacts: readonly Subscription[];
    readonly refuses: string;
}

/** A region, and what was sent there. */
function region(changes: Partial<Account> = {}): { region: Region; sent: string[] } {
    const { alarms, contacts, refuses } = { alarms: ALARMS, contacts: [CONTACT], refuses: "", ...changes };
    const sent: string[] = [];
    const send = (to: string): Promise<void> => {
        if (refuses !== "" && to.includes(refuses))
            return Promise.reject(new Error("HTTP 404: no such thing"));
        sent.push(to);
        return Promise.resolve();
    };
    return {
        sent,
        region: {
            name: "eu-central-1",
            alarms: () => Promise.resolve([...alarms]),
            subscriptions: () => Promise.resolve([...contacts]),
            publish: send,
            setToAlarm: send,
        },
    };
}

/** The lines of the report on faults. */
async function faults(changes: Partial<Account>): Promise<string[]> {
    const result = await rehearse("prod", [region(changes).region]);
    expect(hasFault(result)).toBe(true);
    return report(result)
        .split("\n")
        .filter((line) => line.includes("FAULT"))
        .map((line) => line.replace(/^ +FAULT +/, ""));
}

test("a message goes to each topic, and an alarm of each severity is set off", async () => {
    const { region: here, sent } = region();
    const result = await rehearse("prod", [here]);
    expect(sent).toEqual([CRITICAL, "hrms-prod-rejected-connections", WARNING, "hrms-prod-firewall-blocks"]);
    expect(hasFault(result)).toBe(false);
    expect(report(result)).toContain(
        "  confirmed  oncall@example.com on the critical topic in eu-central-1\n",
    );
});

test("a contact that has not confirmed is named, but never the key of a webhook", async () => {
    const endpoint = "https://events.pagerduty.com/integration/canary5c1e/enqueue";
    const pending = { protocol: "https", endpoint, isConfirmed: false };
    const found = await faults({ contacts: [CONTACT, pending] });
    expect(found).toEqual(
        ["critical", "warning"].map(
            (severity) =>
                `webhook at events.pagerduty.com on the ${severity} topic in eu-central-1: not confirmed, so that nothing arrives: docs/runbook/everyday.md#a-contact-has-not-confirmed`,
        ),
    );
});

test.each([
    [
        "a topic without contacts",
        { contacts: [] },
        "critical topic in eu-central-1: it has no contact: pulumi up --refresh restores them",
    ],
    [
        "a topic that is gone",
        { refuses: "critical" },
        "message to the critical topic in eu-central-1: refused, HTTP 404: no such thing",
    ],
    [
        "an alarm that is gone",
        { refuses: "rejected" },
        "alarm hrms-prod-rejected-connections in eu-central-1: refused, HTTP 404: no such thing",
    ],
    [
        "an alarm without an action",
        { alarms: [...ALARMS, { name: "hrms-prod-cpu", actions: [] }] },
        "hrms-prod-cpu in eu-central-1: it has no action, so it alerts nobody: pulumi up --refresh restores it",
    ],
    [
        "a stack without alarms",
        { alarms: [] },
        "critical topic in eu-central-1: no alarm of stack prod sends to it: run pulumi up",
    ],
] as const)("%s is a fault", async (_, changes, line) => {
    expect(await faults(changes)).toContain(line);
});
