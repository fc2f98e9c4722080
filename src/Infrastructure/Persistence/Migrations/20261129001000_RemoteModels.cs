using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RemoteModels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Facts_RemoteHost",
                table: "Models",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Facts_RemoteModel",
                table: "Models",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ShownRemoteHost",
                table: "Models",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            // Until Ollama has been asked, nothing may look local that may not be.
            migrationBuilder.Sql("""UPDATE "Models" SET "Facts_RemoteHost" = 'ollama.com' WHERE "Name" LIKE '%:cloud' OR "Name" LIKE '%-cloud';""");
            migrationBuilder.Sql("""UPDATE "Models" SET "IsInspected" = 0;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Facts_RemoteHost",
                table: "Models");

            migrationBuilder.DropColumn(
                name: "Facts_RemoteModel",
                table: "Models");

            migrationBuilder.DropColumn(
                name: "ShownRemoteHost",
                table: "Models");
        }
    }
}
