/** The policy pack as the Pulumi engine starts it: `pulumi preview --policy-pack policies`. */
import { PolicyPack } from "@pulumi/policy";
import { allPolicies } from "./all-policies";

new PolicyPack("django-hrms", { policies: [...allPolicies] });
