import { NORTH_VIRGINIA } from "../../components/alerts";
import { check, found, type Check, type Finding } from "../check";

interface Pending {
    readonly topic: string;
    readonly contacts: readonly string[];
}

export const contactFindings = (pending: readonly Pending[]): Finding[] =>
    pending.flatMap(({ topic, contacts }) =>
        contacts.map((contact) =>
            found(
                "contact-not-confirmed",
                `${contact} has not confirmed the topic ${topic}.`,
                "docs/runbook/everyday.md#a-contact-has-not-confirmed",
            ),
        ),
    );

export const CONTACTS: readonly Check[] = [
    check({
        subject: "contacts",
        fine: "Every contact of a stack that exists has confirmed.",
        ask: async (asks, { settings }) => {
            if (!(await asks.own.isThere())) return undefined;
            const pending: Pending[] = [];
            for (const region of new Set([settings.region, NORTH_VIRGINIA])) {
                const own = await asks.own.resources(region);
                for (const { resourceArn } of own.filter((one) =>
                    one.resourceArn.startsWith("arn:aws:sns:"),
                )) {
                    const contacts = await asks.in(region).sns.unconfirmed(resourceArn);
                    pending.push({ topic: resourceArn.split(":").at(-1) ?? "", contacts });
                }
            }
            return pending;
        },
        judge: contactFindings,
    }),
];
