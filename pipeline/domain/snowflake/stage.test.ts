import { expect, test } from "vitest";
import { setupStatements } from "./setup-script.ts";
import { ownStage } from "./stage.ts";
import { isStageName, placeOfUrl } from "./team-stage.ts";

const target = {
  account: "xy12345",
  user: "loader",
  role: "SHOP_LOADER",
  warehouse: "W",
  database: "Shop",
  sign_in: { kind: "browser" },
} as const;

test("the loading role makes its own stage over the place; another place is another stage", () => {
  expect(ownStage(target, "s3://Team.eu/a-b/")).toEqual({
    name: "shop_raw.raw.team_team_eu_a_b",
    create:
      "create stage if not exists shop_raw.raw.team_team_eu_a_b url = 's3://Team.eu/a-b/' storage_integration = shop_bucket",
  });
  expect(ownStage(target, "s3://team/a").name).not.toBe(ownStage(target, "s3://team/b").name);
});

test("the script makes an integration for one place and grants it to the loading role only", () => {
  const path = "s3://team/snowflake";
  const role_arn = "arn:aws:iam::123456789012:role/bronze";
  const added = setupStatements({ ...target, stage: { path, role_arn } }).slice(
    setupStatements(target).length,
  );
  expect(added).toEqual([
    "create storage integration if not exists shop_bucket type = external_stage storage_provider = 's3' enabled = true storage_aws_role_arn = 'arn:aws:iam::123456789012:role/bronze' storage_allowed_locations = ('s3://team/snowflake/')",
    "alter storage integration shop_bucket set storage_aws_role_arn = 'arn:aws:iam::123456789012:role/bronze' storage_allowed_locations = ('s3://team/snowflake/')",
    "grant usage on integration shop_bucket to role shop_loader",
  ]);
});

test("a stage an administrator made is granted, never made", () => {
  const added = setupStatements({ ...target, stage: { name: "Admin.Stages.Bronze" } }).slice(
    setupStatements(target).length,
  );
  expect(added).toEqual([
    "grant usage on database admin to role shop_loader",
    "grant usage on schema admin.stages to role shop_loader",
    "grant usage on stage admin.stages.bronze to role shop_loader",
  ]);
});

test("where a stage reads is understood as Snowflake writes it", () => {
  expect(placeOfUrl('["s3://team/a/"]')).toBe("s3://team/a");
  expect(placeOfUrl('["s3compat://team/a/"]')).toBe("s3://team/a");
  expect(placeOfUrl('["azure://team/a/"]')).toBeNull();
  expect(placeOfUrl("")).toBeNull();
  expect(["a.b.c", "a.b", "s3://a/b", "a.b.c d"].map(isStageName)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
