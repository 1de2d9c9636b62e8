/** Values that are likely right, because of what else is set. They need not be allowed; the first that works is shown. */
import { getDomain } from "tldts";
import type { Settings } from "../config";
import { set, type Change } from "./fault";
import { otherRegions } from "./regions";
import { READ_SSH_KEY, SSH_KEY } from "./ssh-key";

/** Settings that are valid by themselves and that the stack file keeps in plain text; any of them can be missing. */
export type PublicSettings = Partial<Settings>;

type Likely = (settings: PublicSettings) => readonly string[];

export const LIKELY: Readonly<Record<string, Likely>> = {
    domain: ({ hostedZone }) => (hostedZone === undefined ? [] : [`hrms.${hostedZone}`, hostedZone]),
    hostedZone: ({ domain }) => (domain === undefined ? [] : [registered(domain), domain]),
    emailFrom: ({ domain }) => (domain === undefined ? [] : [`hr@${domain}`]),
    superuserEmail: ({ hostedZone }) => (hostedZone === undefined ? [] : [`admin@${hostedZone}`]),
    criticalContacts: ({ hostedZone }) => (hostedZone === undefined ? [] : [`["oncall@${hostedZone}"]`]),
    warningContacts: ({ hostedZone }) => (hostedZone === undefined ? [] : [`["operations@${hostedZone}"]`]),
    backupRegion: ({ region }) => otherRegions(region),
};

/** What a setting needs beside it, if it is set for the first time. */
export const COMPANIONS: Readonly<Record<string, readonly Change[]>> = {
    adminCidrs: [set("sshPublicKey", SSH_KEY, READ_SSH_KEY)],
};

/** The part of a name that somebody registers: `example.co.uk` of `hrms.example.co.uk`. https://publicsuffix.org */
export const registered = (domain: string): string => getDomain(domain) ?? domain;
