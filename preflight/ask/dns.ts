/** The public DNS, as anybody sees it. */
import { Resolver } from "node:dns/promises";

export interface Caa {
    readonly critical: number;
    readonly issue?: string;
    readonly issuewild?: string;
}

export interface DnsAsk {
    /** None if nobody answers for the name. */
    readonly nameServers: (zone: string) => Promise<string[]>;
    /** The records at the name itself. */
    readonly caa: (name: string) => Promise<Caa[]>;
}

/** There is no such name, or it has no record of the type. https://nodejs.org/api/dns.html#error-codes */
const NOTHING = ["ENODATA", "ENOTFOUND"];

/** @param server - address of the name server to ask. @defaultValue this machine's */
export function askDns(server?: string): DnsAsk {
    const resolver = new Resolver({ timeout: 3_000, tries: 2 });
    if (server !== undefined) resolver.setServers([server]);
    const orNothing = async <T>(asked: Promise<T[]>): Promise<T[]> => {
        try {
            return await asked;
        } catch (error) {
            if (NOTHING.includes((error as NodeJS.ErrnoException).code ?? "")) return [];
            throw error;
        }
    };
    return {
        nameServers: async (zone) =>
            (await orNothing(resolver.resolveNs(zone))).map((name) => name.toLowerCase()),
        caa: (name) => orNothing(resolver.resolveCaa(name)),
    };
}
