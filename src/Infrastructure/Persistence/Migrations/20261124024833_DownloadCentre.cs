using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DownloadCentre : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Broken",
                table: "Models",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RetryAt",
                table: "ModelPulls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ModelPolicies",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    MembersMayPull = table.Column<bool>(type: "INTEGER", nullable: false),
                    DefaultModel = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true, collation: "NOCASE"),
                    Memory = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelPolicies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ModelRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "NOCASE"),
                    AskedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ModelRequests_Users_AskedBy",
                        column: x => x.AskedBy,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ModelRequests_AskedBy",
                table: "ModelRequests",
                column: "AskedBy");

            migrationBuilder.CreateIndex(
                name: "IX_ModelRequests_OneOpen",
                table: "ModelRequests",
                columns: new[] { "Model", "AskedBy" },
                unique: true,
                filter: "\"Status\" = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ModelPolicies");

            migrationBuilder.DropTable(
                name: "ModelRequests");

            migrationBuilder.DropColumn(
                name: "Broken",
                table: "Models");

            migrationBuilder.DropColumn(
                name: "RetryAt",
                table: "ModelPulls");
        }
    }
}
