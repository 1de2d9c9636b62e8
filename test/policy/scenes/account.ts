import * as types from "../../../policies/resource-types";
import { fixture, type Scene } from "../case";
import { watchedAccount } from "./watched-account";

export const root = fixture(types.rootStack)();
/** The whole account without resources of these types. */
export const without = (...left: readonly types.ResourceType<object>[]): Scene => [
    root,
    ...watchedAccount.filter(({ type }) => !left.some(({ tokens }) => tokens.includes(type))),
];
