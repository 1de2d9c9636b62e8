import { oldestEngine } from "../../../engine";
import { keepsLevels } from "./levels";

describe("levels on the oldest engine", () => {
    keepsLevels(async () => (await oldestEngine()).folder);
});
