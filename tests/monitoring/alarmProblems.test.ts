import assert from "node:assert/strict";
import { type JudgedAlarm, alarmProblems } from "../../monitoring/alarmProblems";

const GOOD: JudgedAlarm = {
  name: "rate",
  namespace: "AWS/SES",
  metricName: "Reputation.BounceRate",
  threshold: 0.05,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "ignore",
};
const SET = { "ses:configuration-set": "prod-alerts" };
const inMath = ({ namespace, metricName, dimensions, unit, ...rest }: JudgedAlarm): JudgedAlarm => ({
  ...rest,
  metricQueries: [{}, { metric: { namespace, metricName, dimensions, unit } }],
});

/** What is changed of a good alarm, and what is found. */
const ROWS: readonly [string, Partial<JudgedAlarm>, string[]][] = [
  ["nothing", {}, []],
  ["a percent number", { threshold: 5 }, ["threshold-too-high"]],
  ["just above the account's line", { threshold: 0.051 }, ["threshold-too-high"]],
  ["between the lines, of a set", { threshold: 0.08, dimensions: SET }, []],
  ["above AWS's last line, of a set", { threshold: 0.11, dimensions: SET }, ["threshold-too-high"]],
  ["no threshold", { threshold: undefined }, ["threshold-too-high"]],
  ["a complaint rate at the bounce line", { metricName: "Reputation.ComplaintRate" }, ["threshold-too-high"]],
  ["a unit", { unit: "Percent" }, ["unit-set"]],
  ["the unit None", { unit: "None" }, ["unit-set"]],
  ["a wrong name", { metricName: "BounceRate" }, ["no-such-metric"]],
  ["a wrong name in other letters", { metricName: "reputation.bounce_rate" }, ["no-such-metric"]],
  ["another comparison", { comparisonOperator: "GreaterThanThreshold" }, ["wrong-comparison"]],
  ["no comparison", { comparisonOperator: undefined }, ["wrong-comparison"]],
  ["missing data that ends the alarm", { treatMissingData: "notBreaching" }, ["wrong-missing-data"]],
  ["another metric of SES", { metricName: "Bounce", unit: "Count", threshold: 100 }, []],
  ["another namespace", { namespace: "mine", metricName: "BounceRate", threshold: 5 }, []],
];

describe("alarmProblems", () => {
  for (const [what, changes, codes] of ROWS)
    it(`finds ${codes.join(", ") || "nothing"} with ${what}, in an alarm of one metric and in metric math`, () => {
      const alarm = { ...GOOD, ...changes };
      for (const one of [alarm, inMath(alarm)])
        assert.deepEqual(
          alarmProblems(one).map(({ code }) => code),
          codes,
        );
    });

  it("says what a percent number means and what is wanted", () => {
    assert.deepEqual(
      alarmProblems({ ...GOOD, threshold: 5 }).map(({ message }) => message),
      ["rate: threshold 5 means 500 %, want 0.05 (AWS review line) or lower"],
    );
  });
});
