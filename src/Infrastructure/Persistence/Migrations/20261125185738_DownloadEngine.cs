using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DownloadEngine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "MissingSince",
                table: "Models",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Origin",
                table: "Models",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "Fraction",
                table: "ModelPulls",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string>(
                name: "HaltedBy",
                table: "ModelPulls",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsUpdate",
                table: "ModelPulls",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_ModelPulls_Status",
                table: "ModelPulls",
                column: "Status");

            migrationBuilder.Sql(
                """
                UPDATE "ModelPulls" SET "Fraction" = CASE WHEN "Status" = 3 THEN 1.0 ELSE min(0.99, "CompletedBytes" * 1.0 / "TotalBytes") END WHERE "TotalBytes" > 0;
                """);

            // A name is stored in its shortest form from now on. Where that is there already, the longer one is its double.
            foreach (var (table, column) in new[]
            {
                ("Models", "Name"), ("ModelPulls", "Model"), ("ModelRequests", "Model"), ("ModelPolicies", "DefaultModel"),
                ("Chats", "Model"), ("Messages", "Model"), ("Users", "Preferences_DefaultModel"),
            })
            {
                const string Registry = "registry.ollama.ai/";
                const string Library = "library/";
                var isDouble = table is "Models" or "ModelPulls" or "ModelRequests";
                foreach (var (prefix, pattern, except) in new[] { (Registry, Registry + "%/%", ""), (Library, Library + "%", Library + "%/%") })
                {
                    var where = $"WHERE \"{column}\" LIKE '{pattern}' AND \"{column}\" NOT LIKE '{except}'";
                    migrationBuilder.Sql($"UPDATE OR IGNORE \"{table}\" SET \"{column}\" = substr(\"{column}\", {prefix.Length + 1}) {where};");
                    if (isDouble) migrationBuilder.Sql($"DELETE FROM \"{table}\" {where};");
                }
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ModelPulls_Status",
                table: "ModelPulls");

            migrationBuilder.DropColumn(
                name: "MissingSince",
                table: "Models");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "Models");

            migrationBuilder.DropColumn(
                name: "Fraction",
                table: "ModelPulls");

            migrationBuilder.DropColumn(
                name: "HaltedBy",
                table: "ModelPulls");

            migrationBuilder.DropColumn(
                name: "IsUpdate",
                table: "ModelPulls");
        }
    }
}
