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
import { iam } from "./iam";
import { monitoring } from "./monitoring";
import type { Mutations } from "./mutation";
import { network } from "./network";
import { operations } from "./operations";
import { secrets } from "./secrets";
import { storage } from "./storage";
import { types } from "./types";

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
    iam,
    edge,
    cdn,
    detection,
    monitoring,
    account,
    types,
    operations,
];

/** Every mutation by title. A title must be unique. */
export const MUTATIONS: Mutations = unique(subjects.flat());

function unique(tables: readonly Mutations[]): Mutations {
    const entries = tables.flatMap((table) => Object.entries(table));
    const titles = entries.map(([title]) => title);
    const taken = titles.filter((title, index) => titles.indexOf(title) !== index);
    if (taken.length > 0) throw new Error(`These titles are not unique: ${taken.join(", ")}`);
    return Object.fromEntries(entries);
}
