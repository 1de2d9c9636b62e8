/** Fixes that several rules offer: settings of the stack as commands to paste, and what is not offered. */
import { SETTINGS } from "../config";
import { isFreeName } from "../config/environment";
import { set } from "../config/fault";
import { commandLine } from "../config/message";

/** The command that gives a setting of the stack a value. */
export const setTo = (name: keyof typeof SETTINGS, value: unknown): string => commandLine([set(name, value)]);

/** The setting's default in production. */
export const defaultOf = (name: keyof typeof SETTINGS): unknown => SETTINGS[name].defaultFor("production");

/** Names of variables whose values nobody should read. */
const SECRET = /SECRET|PASS|TOKEN|KEY|CREDENTIAL|DSN/;

/** Gives hosts a variable of the project's own; undefined for a name that they or libraries give a meaning. */
export function giveVariable(name: string): string | undefined {
    if (!isFreeName(name)) return undefined;
    return SECRET.test(name)
        ? `pulumi config set --secret --path hrms:environmentSecrets.${name}`
        : `pulumi config set --path hrms:environment.${name} VALUE`;
}

/** What a project's file can be replaced with when it has to survive the request. */
export const TO_STORAGE =
    "Write to django.core.files.storage.default_storage, which is S3 on our hosts, or to a tempfile.TemporaryDirectory() within one request.";

/** Words in a sentence: `a, b and c`. */
export const andList = (words: readonly string[]): string =>
    words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
