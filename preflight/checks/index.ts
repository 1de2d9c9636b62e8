import type { Check } from "../check";
import { ACCOUNT_SERVICES } from "./account-services";
import { BACKUP } from "./backup";
import { CAPACITY } from "./capacity";
import { CONTACTS } from "./contacts";
import { DNS } from "./dns";
import { EMAIL } from "./email";
import { NAMES } from "./names";
import { QUOTAS } from "./quotas";

/** What is asked once the credentials are the right ones. */
export const OF_THE_ACCOUNT: readonly Check[] = [
    ...CAPACITY,
    ...QUOTAS,
    ...DNS,
    ...EMAIL,
    ...ACCOUNT_SERVICES,
    ...NAMES,
    ...BACKUP,
    ...CONTACTS,
];
