import * as types from "../../../policies/resource-types";
import { fixture, type Scene, type Scenes } from "../case";

export const AWS = "arn:aws:iam::aws:policy";
export const role = fixture(types.role);
export const scenes = <T>(list: readonly T[], title: (one: T) => string, scene: (one: T) => Scene): Scenes =>
    Object.fromEntries(list.map((one) => [title(one), scene(one)]));
