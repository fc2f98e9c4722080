using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Users_OneRoot",
                table: "Users");

            migrationBuilder.AddColumn<bool>(
                name: "IsFirst",
                table: "Users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "NameSkeleton",
                table: "Users",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("""UPDATE "Users" SET "IsFirst" = 1 WHERE "Role" = 1;""");

            // As LookAlikes does it, for the names that there may be until now: ASCII alone. Of two that looked alike all the time both
            // stay; the later one gets what no name's skeleton can be, so that others are still kept from looking like the first.
            migrationBuilder.Sql(
                """
                UPDATE "Users" SET "NameSkeleton" =
                    replace(replace(lower(replace(replace(replace("Name", 'I', 'l'), '1', 'l'), '0', 'o')), 'rn', 'm'), 'vv', 'w');
                UPDATE "Users" SET "NameSkeleton" = '#' || "FoldedName" WHERE EXISTS (
                    SELECT 1 FROM "Users" AS "Earlier"
                    WHERE "Earlier"."NameSkeleton" = "Users"."NameSkeleton" AND "Earlier"."rowid" < "Users"."rowid");
                """);

            migrationBuilder.CreateTable(
                name: "AccountPolicies",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Registration = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountPolicies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsesAllowed = table.Column<int>(type: "INTEGER", nullable: false),
                    Uses = table.Column<int>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invitations_Users_CreatedBy",
                        column: x => x.CreatedBy,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PasswordResets",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PasswordResets", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_PasswordResets_Users_CreatedBy",
                        column: x => x.CreatedBy,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PasswordResets_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Users_NameSkeleton",
                table: "Users",
                column: "NameSkeleton",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_OneFirst",
                table: "Users",
                column: "IsFirst",
                unique: true,
                filter: "\"IsFirst\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_CreatedBy",
                table: "Invitations",
                column: "CreatedBy");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_TokenHash",
                table: "Invitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PasswordResets_CreatedBy",
                table: "PasswordResets",
                column: "CreatedBy");

            migrationBuilder.CreateIndex(
                name: "IX_PasswordResets_TokenHash",
                table: "PasswordResets",
                column: "TokenHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountPolicies");

            migrationBuilder.DropTable(
                name: "Invitations");

            migrationBuilder.DropTable(
                name: "PasswordResets");

            migrationBuilder.DropIndex(
                name: "IX_Users_NameSkeleton",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_Users_OneFirst",
                table: "Users");

            // One root is all that there was room for. EF would build the table anew for a dropped column, outside a transaction.
            migrationBuilder.Sql(
                """
                UPDATE "Users" SET "Role" = 0 WHERE "Role" = 1 AND "rowid" > (SELECT min("rowid") FROM "Users" WHERE "Role" = 1);
                ALTER TABLE "Users" DROP COLUMN "IsFirst";
                ALTER TABLE "Users" DROP COLUMN "NameSkeleton";
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Users_OneRoot",
                table: "Users",
                column: "Role",
                unique: true,
                filter: "\"Role\" = 1");
        }
    }
}
