/** Sends one harmless message along every path that alerts take, and finds out who will receive them. */
import type { Severity } from "../../components/alerts";
import { alarmName } from "../../components/monitoring/alarm";
import type { FoundAlarm, Region, Subscription } from "./aws";

/** Something that was tried, or found. */
export interface Outcome {
    readonly what: string;
    /** What is wrong; undefined if all is well. */
    readonly fault?: string;
}

export interface Rehearsal {
    /** The messages that were sent. */
    readonly sent: readonly Outcome[];
    /** The contacts of each topic. */
    readonly contacts: readonly Outcome[];
    /** What the alarms themselves lack. */
    readonly alarms: readonly Outcome[];
}

const SEVERITIES: readonly Severity[] = ["critical", "warning"];

/** Alarms to set off: no composite contains them, and no rollout watches them. CloudWatch resets them within minutes. */
const SET_OFF: Readonly<Record<Severity, readonly string[]>> = {
    critical: ["rejected-connections", "static-files-errors"],
    warning: ["firewall-blocks", "global-alert-not-delivered"],
};

const SUBJECT = "Test of the alerts of the HRMS";
const MESSAGE = "Somebody ran `npx hrms alerts --test`. Nothing is wrong, and there is nothing to do.";

/** What the test will do, for whoever confirms it. */
export const announcement = (stack: string, regions: readonly string[]): string =>
    `This sends a message to every contact of stack ${stack}, directly and by an alarm that is set off for a minute, ` +
    `for each severity in ${regions.join(" and ")}.`;

export async function rehearse(stack: string, regions: readonly Region[]): Promise<Rehearsal> {
    return merged(await Promise.all(regions.map((region) => rehearseIn(stack, region))));
}

const merged = (results: readonly Rehearsal[]): Rehearsal => ({
    sent: results.flatMap(({ sent }) => sent),
    contacts: results.flatMap(({ contacts }) => contacts),
    alarms: results.flatMap(({ alarms }) => alarms),
});

async function rehearseIn(stack: string, region: Region): Promise<Rehearsal> {
    const alarms = await region.alarms(alarmName(stack, ""));
    const silent = alarms
        .filter(({ actions }) => actions.length === 0)
        .map(({ name }) => ({
            what: `${name} in ${region.name}`,
            fault: "it has no action, so it alerts nobody: pulumi up --refresh restores it",
        }));
    const results: Rehearsal[] = [];
    for (const severity of SEVERITIES) {
        results.push(await rehearseTopic(stack, region, severity, alarms));
    }
    return { ...merged(results), alarms: silent };
}

async function rehearseTopic(
    stack: string,
    region: Region,
    severity: Severity,
    alarms: readonly FoundAlarm[],
): Promise<Rehearsal> {
    const where = `${severity} topic in ${region.name}`;
    const isTopic = (arn: string): boolean => arn.includes(":sns:") && arn.includes(`-${severity}`);
    const topic = alarms.flatMap(({ actions }) => actions).find(isTopic);
    if (topic === undefined) {
        const fault = `no alarm of stack ${stack} sends to it: run pulumi up`;
        return { sent: [{ what: where, fault }], contacts: [], alarms: [] };
    }
    const sent = [await attempt(`message to the ${where}`, () => region.publish(topic, SUBJECT, MESSAGE))];
    const names = SET_OFF[severity].map((name) => alarmName(stack, name));
    const alarm = alarms.find(({ name, actions }) => names.includes(name) && actions.includes(topic));
    sent.push(
        alarm === undefined
            ? {
                  what: `alarm to the ${where}`,
                  fault: `there is none of ${names.join(" and ")} that sends to it`,
              }
            : await attempt(`alarm ${alarm.name} in ${region.name}`, () =>
                  region.setToAlarm(alarm.name, `${SUBJECT}. ${MESSAGE}`),
              ),
    );
    return { sent, contacts: await contactsOf(region, topic, where), alarms: [] };
}

async function contactsOf(region: Region, topic: string, where: string): Promise<Outcome[]> {
    try {
        const subscriptions = await region.subscriptions(topic);
        return subscriptions.length > 0
            ? subscriptions.map((one) => contact(one, where))
            : [{ what: where, fault: "it has no contact: pulumi up --refresh restores them" }];
    } catch (error) {
        return [{ what: where, fault: `its contacts are not known: ${(error as Error).message}` }];
    }
}

const contact = (subscription: Subscription, where: string): Outcome => ({
    what: `${shown(subscription)} on the ${where}`,
    ...(!subscription.isConfirmed && {
        fault: "not confirmed, so that nothing arrives: docs/runbook/everyday.md#a-contact-has-not-confirmed",
    }),
});

/** The address of a webhook contains its key. */
const shown = ({ protocol, endpoint }: Subscription): string =>
    /^https?$/.test(protocol)
        ? `webhook at ${URL.canParse(endpoint) ? new URL(endpoint).host : "an unknown host"}`
        : endpoint;

async function attempt(what: string, send: () => Promise<void>): Promise<Outcome> {
    try {
        await send();
        return { what };
    } catch (error) {
        return { what, fault: `refused, ${(error as Error).message}` };
    }
}

export const hasFault = ({ sent, contacts, alarms }: Rehearsal): boolean =>
    [...sent, ...contacts, ...alarms].some(({ fault }) => fault !== undefined);

/** The result for people. */
export function report({ sent, contacts, alarms }: Rehearsal): string {
    const section = (title: string, fine: string, outcomes: readonly Outcome[]): string[] =>
        outcomes.length === 0
            ? []
            : [
                  title,
                  ...outcomes.map(
                      ({ what, fault }) =>
                          `  ${fault === undefined ? fine : "FAULT"}  ${what}${fault === undefined ? "" : `: ${fault}`}`,
                  ),
                  "",
              ];
    return [
        ...section("Sent:", "accepted", sent),
        ...section("Contacts:", "confirmed", contacts),
        ...section("Alarms:", "fine", alarms),
        "Ask each contact whether two messages arrived from each region. Events of AWS's services cannot be tested, because",
        "EventBridge takes them from AWS alone; they go to the same topics.",
    ].join("\n");
}
