/** The programs of `test/fixtures/foreign` with their expected findings. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import type { Fault } from "./faults";

export const FOLDER = path.join(__dirname, "..", "..", "fixtures", "foreign");

/** The pack's README, with a table of the programs. */
export const README = path.join(__dirname, "..", "..", "..", "policies", "README.md");

export interface Program {
    /** Its folder. */
    readonly name: string;
    /** The program that runs first, because this one reads its outputs. */
    readonly after?: string;
}

export const PROGRAMS: readonly Program[] = [
    { name: "ecs-fargate" },
    { name: "docker-compose" },
    { name: "aurora-serverless" },
    { name: "cloudfront-vpc-origin" },
    { name: "shared-network/network" },
    { name: "shared-network/app", after: "shared-network/network" },
    { name: "awsx-vpc" },
    { name: "beanstalk" },
    { name: "lambda-rds-proxy" },
];

/** All verdicts on the careful program, from `findings.yaml`. */
export interface Expected {
    /** Resources of the program, with components and providers. */
    readonly resources: number;
    /** Verdicts of a first preview, with many unknown values. */
    readonly preview: readonly string[];
    /** Verdicts on the state after the update. */
    readonly update: readonly string[];
}

export const expectedOf = ({ name }: Program): Expected => read(name, "findings.yaml") as Expected;

/** Faults of the program. Empty for a program that only serves another one. */
export function faultsOf({ name }: Program): readonly Fault[] {
    return fs.existsSync(path.join(FOLDER, name, "faults.yaml"))
        ? (read(name, "faults.yaml") as Fault[])
        : [];
}

export function writeExpected({ name }: Program, expected: Expected): void {
    fs.writeFileSync(
        path.join(FOLDER, name, "findings.yaml"),
        stringify(expected, { indent: 4, lineWidth: 0 }),
    );
}

const read = (name: string, file: string): unknown =>
    parse(fs.readFileSync(path.join(FOLDER, name, file), "utf8"));
