export { rules as types } from "./ec2/security-groups";
