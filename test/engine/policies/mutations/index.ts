import { access } from "./access";
import { account } from "./account";
import { backups } from "./backups";
import { cache } from "./cache";
import { cdn } from "./cdn";
import { database } from "./database";
import { detection } from "./detection";
import { edge } from "./edge";
import { firewall } from "./firewall";
import { groups } from "./groups";
import { hosts } from "./hosts";
import { monitoring } from "./monitoring";
import type { Mutations } from "./mutation";
import { network } from "./network";
import { secrets } from "./secrets";
import { storage } from "./storage";

const subjects = [
    network,
    firewall,
    hosts,
    groups,
    database,
    cache,
    storage,
    backups,
    secrets,
    access,
    edge,
    cdn,
    detection,
    monitoring,
    account,
];

/** Every mutation by what it loosens; a title is taken once. */
export const MUTATIONS: Mutations = unique(subjects.flat());

function unique(tables: readonly Mutations[]): Mutations {
    const entries = tables.flatMap((table) => Object.entries(table));
    const titles = entries.map(([title]) => title);
    const taken = titles.filter((title, index) => titles.indexOf(title) !== index);
    if (taken.length > 0) throw new Error(`These titles are taken twice: ${taken.join(", ")}`);
    return Object.fromEntries(entries);
}
