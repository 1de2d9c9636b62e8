/** Conflicts of what a project opens beyond the defaults: names, senders, origins, ports. */
import { MAIL_SUBMISSION, HTTPS } from "../ports";
import { setList, set, type Fix } from "../fault";
import type { Settings } from "../../config";
import type { Conflict } from "./conflict";

type ListSetting = "allowedSenders" | "extraDomains" | "frontendOrigins" | "outgoingPorts";

/** A list with entries that do not fit; the fix is to do without them. */
function unfit(
    setting: ListSetting,
    isUnfit: (entry: string, settings: Settings) => boolean,
    but: (entries: string, settings: Settings) => string,
): Conflict {
    const found = (settings: Settings): string[] =>
        settings[setting].filter((entry) => isUnfit(entry, settings));
    return {
        setting,
        when: (settings) => found(settings).length > 0,
        but: (settings) => but(found(settings).join(", "), settings),
        fixes: (settings): Fix[] => {
            const left = settings[setting].filter((entry) => !isUnfit(entry, settings));
            return [{ changes: [setList(setting, left)], purpose: "do without" }];
        },
    };
}

const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);
const domainOf = (sender: string): string => sender.slice(sender.lastIndexOf("@") + 1).toLowerCase();

export const OPENINGS: readonly Conflict[] = [
    unfit(
        "extraDomains",
        (name, { hostedZone }) => !isWithin(name, hostedZone),
        (names, { hostedZone }) =>
            `${names} is outside the hosted zone ${hostedZone}, so ACM issues no certificate for it`,
    ),
    unfit(
        "extraDomains",
        (name, { domain }) => name === domain || name === `static.${domain}`,
        (names) => `the stack has ${names} already`,
    ),
    unfit(
        "allowedSenders",
        (sender, { emailFrom }) => !isWithin(domainOf(sender), domainOf(emailFrom)),
        (senders, { emailFrom }) =>
            `${senders} is outside ${domainOf(emailFrom)}, the domain of hrms:emailFrom and the only one that SES verifies`,
    ),
    unfit(
        "frontendOrigins",
        (origin, { domain, extraDomains }) =>
            [domain, ...extraDomains].some((name) => origin === `https://${name}`),
        (origins) => `pages of ${origins} are the application's own and need no permission`,
    ),
    unfit(
        "outgoingPorts",
        (port, { emailUrl }) => alreadyOpen(emailUrl !== undefined).includes(port),
        (ports) => `${ports} is open already`,
    ),
    unfit(
        "outgoingPorts",
        (port) => port === "tcp/25",
        () => "AWS blocks port 25, and a mail server takes messages on port 587 or 465",
    ),
    {
        setting: "wsgiApplication",
        when: ({ wsgiApplication }) => isAsgi(wsgiApplication),
        but: () => "ASGI and WebSockets are not supported: hosts serve WSGI applications",
        fixes: ({ wsgiApplication }) => [
            {
                changes: [set("wsgiApplication", wsgiApplication.replace(/asgi/g, "wsgi"))],
                purpose: "serve the project without WebSockets",
            },
        ],
    },
];

const alreadyOpen = (toMailServer: boolean): string[] =>
    [HTTPS, ...(toMailServer ? MAIL_SUBMISSION : [])].map((port) => `tcp/${port}`);

/** A module named asgi, or an object of that name. */
const isAsgi = (application: string): boolean => application.split(/[.:]/).includes("asgi");
