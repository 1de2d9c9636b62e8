import { ResourceType } from "../resource-type";
import * as balancers from "./lb/load-balancers";
import * as listeners from "./lb/listeners";
import * as targetGroups from "./lb/target-groups";

export const types: readonly ResourceType[] = [balancers, targetGroups, listeners].flatMap(
    (part): readonly ResourceType[] => part.types,
);
