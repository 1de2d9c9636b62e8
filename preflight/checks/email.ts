import { domainOf } from "../../components/email/records";
import type { Sending } from "../ask/email";
import { check, found, type Check, type Finding } from "../check";
import type { Wanted } from "../wanted";

/** The share of the day's messages that others can have sent without a warning. */
const MUCH = 0.8;

export function sendingFindings(sending: Sending, { settings: { region, emailUrl } }: Wanted): Finding[] {
    // Mail goes through another server then; SES has only the domain's identity.
    if (emailUrl !== undefined) return [];
    const { isInSandbox, isEnabled, status, allowed, sent } = sending;
    const quota = `https://${region}.console.aws.amazon.com/servicequotas/home/services/ses/quotas`;
    return [
        ...(isInSandbox
            ? [
                  found(
                      "ses-sandbox",
                      `SES is in the sandbox in ${region}: it sends ${allowed} messages a day, to addresses that you have proved only.`,
                      `https://${region}.console.aws.amazon.com/ses/home?region=${region}#/get-set-up, Request production access`,
                  ),
              ]
            : []),
        ...(isEnabled && status !== "SHUTDOWN"
            ? []
            : [
                  found(
                      "ses-paused",
                      `SES sends nothing in ${region} (${isEnabled ? "AWS has shut it down" : "sending is switched off"}).`,
                      isEnabled
                          ? "answer AWS's case in the Support Center"
                          : `aws sesv2 put-account-sending-attributes --sending-enabled --region ${region}`,
                  ),
              ]),
        ...(allowed > 0 && sent > allowed * MUCH
            ? [
                  found(
                      "ses-quota-used",
                      `SES allows ${allowed} messages a day in ${region}, and ${sent} were sent in the last 24 hours.`,
                      `ask for a higher sending quota: ${quota}`,
                  ),
              ]
            : []),
    ];
}

export const EMAIL: readonly Check[] = [
    check({
        subject: "email",
        fine: "SES sends to everybody.",
        ask: (asks, { settings }) => asks.in(settings.region).ses.sending(),
        judge: sendingFindings,
    }),
    check({
        subject: "email",
        fine: "SES does not know the sender's domain yet.",
        isFirst: true,
        ask: (asks, { settings }) => asks.in(settings.region).ses.hasIdentity(domainOf(settings.emailFrom)),
        judge: (isThere, { settings: { emailFrom, region } }) =>
            isThere
                ? [
                      found(
                          "ses-identity-exists",
                          `SES has an identity ${domainOf(emailFrom)} in ${region} already.`,
                          `if nothing sends with it: aws sesv2 delete-email-identity --email-identity ${domainOf(emailFrom)} --region ${region}`,
                      ),
                  ]
                : [],
    }),
];
