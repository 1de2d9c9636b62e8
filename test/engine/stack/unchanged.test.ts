/** What AWS answers is what the program said: neither a second preview nor one that reads from AWS first finds a change. */
import { provision } from "../../../evidence/plan";

test.each(["prod", "starter"])("%s: nothing differs, with or without a refresh", async (name) => {
    const stack = await provision(name);
    expect(await stack.preview()).toMatchObject({ steps: [], faults: [] });
    expect(await stack.preview({ refresh: true })).toMatchObject({ steps: [], faults: [] });
    stack.remove();
});
