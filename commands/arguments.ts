/** Options that several commands share. Each value is checked before the command starts any work. */
import * as fs from "node:fs";
import * as path from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { CHECKOUT, stackNames } from "../system/checkout";
import { orList } from "../system/or-list";

export const stackOption = (): Option =>
    new Option("--stack <name>", "the stack whose settings are in Pulumi.<name>.yaml")
        .default("prod")
        .argParser(stackName);

export const outOption = (): Option =>
    new Option("--out <folder>", "folder for the results")
        .default(path.join(CHECKOUT, "out"), "out/ in this checkout")
        .argParser(outputFolder);

function stackName(name: string): string {
    const names = stackNames();
    if (!names.includes(name)) {
        throw new InvalidArgumentError(`There is no Pulumi.${name}.yaml. Choose ${orList(names)}.`);
    }
    return name;
}

/** Tries the folder now, so that long work does not end at a folder that cannot be written to. */
export function outputFolder(folder: string): string {
    const resolved = path.resolve(folder);
    let existing = resolved;
    while (!fs.existsSync(existing)) existing = path.dirname(existing);
    if (!fs.statSync(existing).isDirectory()) {
        throw new InvalidArgumentError(
            `${existing} is a file. Name a folder; it is created if it does not exist.`,
        );
    }
    try {
        fs.rmdirSync(fs.mkdtempSync(path.join(existing, ".hrms-")));
    } catch (error) {
        throw new InvalidArgumentError(
            `${existing} cannot be written to (${(error as NodeJS.ErrnoException).code ?? "unknown"}). Name another folder.`,
        );
    }
    return resolved;
}

/** The folder of a Django project. */
export function appFolder(given: string): string {
    const folder = path.resolve(given);
    if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) {
        throw new InvalidArgumentError(`${folder} is no folder. Name the folder of a Django project.`);
    }
    return folder;
}

/** Why somebody makes an exception. The record keeps it, so one word is too little. */
export function reason(given: string): string {
    if (!/\S+\s+\S+/.test(given)) throw new InvalidArgumentError("Write a reason in a few words.");
    return given;
}

/** Checks an argument that must be one of these words. */
export const oneOf =
    (what: string, choices: readonly string[]) =>
    (value: string): string => {
        if (!choices.includes(value)) {
            throw new InvalidArgumentError(`Unknown ${what} "${value}". Choose ${orList(choices)}.`);
        }
        return value;
    };
