import { Fault, Refusal, ResourceType } from "../../resource-type";
import { blocksAt, refuseMissing, refuseText, refusal, textAt } from "../../checks";
import { allowedInstead, MYSQL_PARAMETERS } from "../checks/mysql";
import { refuseWhileUsed } from "../checks/in-use";
import { createSubnetGroup, lostZone, zonesOf } from "../checks/subnets";

const INSTANCE = "aws:rds/instance:Instance";
const API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";

/** Why AWS rejects a parameter of a MySQL parameter group, or undefined if it does not. */
function parameterFault(name: string, value: string | undefined, applyMethod: string): string | undefined {
    const known = MYSQL_PARAMETERS[name];
    if (known === undefined) {
        return `InvalidParameterValue: Could not find parameter with name: ${name}`;
    }
    const allowed = value === undefined ? undefined : allowedInstead(known, value);
    if (allowed !== undefined) {
        return `InvalidParameterValue: Invalid parameter value: ${value} for: ${name} allowed values are: ${allowed}`;
    }
    return known.static && applyMethod === "immediate"
        ? `InvalidParameterCombination: cannot use immediate apply method for static parameter: ${name}`
        : undefined;
}

/** Rejects the first parameter whose fault matches `about`. */
function refuseParameter(id: string, about: RegExp): Refusal {
    return refusal(
        id,
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html",
        (inputs) => {
            if (!(textAt(inputs, "family") ?? "").startsWith("mysql8.")) {
                return undefined;
            }
            const faults = blocksAt(inputs, "parameters").flatMap((parameter, at): Fault[] => {
                const name = textAt(parameter, "name");
                const message =
                    name === undefined
                        ? undefined
                        : parameterFault(
                              name,
                              textAt(parameter, "value"),
                              textAt(parameter, "applyMethod") ?? "immediate",
                          );
                return message !== undefined && about.test(message)
                    ? [{ property: `parameters[${at}].value`, message }]
                    : [];
            });
            return faults[0];
        },
    );
}

const parameterGroup: ResourceType = {
    token: "aws:rds/parameterGroup:ParameterGroup",
    required: ["family"],
    replaceOn: ["name", "namePrefix", "family", "description", "region"],
    autoName: { property: "name", maxLength: 255, lowerCase: true },
    defaults: { description: "Managed by Pulumi" },
    refusals: [
        refuseText("rds-parameter-group-name", `${API}/API_CreateDBParameterGroup.html`, "name", {
            max: 255,
            pattern: /^[a-z](-?[a-z0-9])*$/,
            message:
                "InvalidParameterValue: The parameter DBParameterGroupName must begin with a letter and contain only lower-case letters, digits and single hyphens",
        }),
        refuseText("rds-parameter-group-family-unknown", `${API}/API_CreateDBParameterGroup.html`, "family", {
            pattern:
                /^(mysql(5\.7|8\.0|8\.4)|mariadb(10\.\d+|11\.\d+|12\.\d+)|postgres1[1-9]|aurora-.+|oracle-.+|sqlserver-.+|db2-.+)$/,
            message: "InvalidParameterValue: ParameterGroupFamily is not a valid parameter group family",
        }),
        refuseParameter("rds-parameter-unknown", /Could not find/),
        refuseParameter("rds-parameter-value", /allowed values/),
        refuseParameter("rds-parameter-static", /static parameter/),
    ],
    create: (resource) => ({
        id: String(resource.inputs.name),
        outputs: { arn: resource.arn("rds", `pg:${String(resource.inputs.name)}`) },
    }),
    refuseDelete: refuseWhileUsed(
        { [INSTANCE]: ["parameterGroupName"] },
        {
            when: "an instance uses it",
            source: `${API}/API_DeleteDBParameterGroup.html`,
            message: (name) =>
                `InvalidDBParameterGroupState: One or more database instances are still members of this parameter group ${name}, so the group cannot be deleted`,
        },
    ),
};

const subnetGroup: ResourceType = {
    token: "aws:rds/subnetGroup:SubnetGroup",
    required: ["subnetIds"],
    replaceOn: ["name", "namePrefix", "region"],
    autoName: { property: "name", maxLength: 255, lowerCase: true },
    defaults: { description: "Managed by Pulumi" },
    refusals: [
        refuseText("rds-subnet-group-name", `${API}/API_CreateDBSubnetGroup.html`, "name", {
            max: 255,
            pattern: /^(?!default$)[a-z0-9 ._-]+$/,
            message:
                'InvalidParameterValue: The parameter DBSubnetGroupName is not valid. It must contain only lower-case letters, digits, hyphens, underscores, periods and spaces, and must not be "default"',
        }),
        refuseMissing("rds-subnet-group-subnets", `${API}/API_CreateDBSubnetGroup.html`, "subnetIds", {
            tokens: ["aws:ec2/subnet:Subnet"],
            code: "InvalidSubnet",
            what: "subnet",
        }),
        refusal(
            "rds-subnet-group-zones",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
            (inputs, account) => {
                const zones = zonesOf(inputs, "subnetIds", account);
                return zones === undefined || zones.length >= 2
                    ? undefined
                    : {
                          property: "subnetIds",
                          message: `DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(", ")}. Add subnets to cover at least 2 AZs.`,
                      };
            },
        ),
    ],
    create: (resource) => createSubnetGroup(resource, "rds", "subgrp", { supportedNetworkTypes: ["IPV4"] }),
    refuseUpdate: {
        when: "it loses a subnet in whose zone an instance or its standby runs",
        source: `${API}/API_ModifyDBSubnetGroup.html`,
        find: (before, after, account) => {
            const lost = lostZone(before, after, account, {
                token: INSTANCE,
                property: "dbSubnetGroupName",
            });
            return (
                lost &&
                `SubnetAlreadyInUse: The DB subnet is already in use in the Availability Zone ${lost}.`
            );
        },
    },
    refuseDelete: refuseWhileUsed(
        { [INSTANCE]: ["dbSubnetGroupName"] },
        {
            when: "an instance uses it",
            source: `${API}/API_DeleteDBSubnetGroup.html`,
            message: (name) =>
                `InvalidDBSubnetGroupStateFault: Cannot delete the subnet group '${name}' because at least one database instance is still using it.`,
        },
    ),
};

export const types: readonly ResourceType[] = [parameterGroup, subnetGroup];
