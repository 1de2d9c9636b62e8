import { keepsLevels } from "./levels";

describe("levels on the newest engine", () => {
    keepsLevels();
});
