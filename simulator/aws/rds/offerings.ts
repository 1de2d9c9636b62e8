import { isOffered, zonesOf } from "../../regions";
import { Account, DataSource, Properties } from "../../resource-type";
import { textsAt } from "../../checks";

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:rds/getOrderableDbInstance:getOrderableDbInstance",
        read: (args: Properties, { region }: Account): Properties => {
            const zones = (instanceClass: string): string[] =>
                zonesOf(region).filter((zone) => isOffered(instanceClass.replace(/^db\./, ""), zone));
            const instanceClass = textsAt(args, "preferredInstanceClasses").find(
                (one) => zones(one).length > 0,
            );
            if (instanceClass === undefined) {
                throw new Error("no RDS DB Instance Classes found matching criteria; try different search");
            }
            return {
                id: instanceClass,
                instanceClass,
                engine: args.engine,
                region,
                availabilityZones: zones(instanceClass),
            };
        },
    },
];
